package io.drayage.transport.local;

import io.drayage.image.Digest;
import io.drayage.transport.ContentNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** A layout in a tar file. */
record ArchivedLayout(TarArchive archive) implements LayoutContent {

  @Override
  public byte[] index() throws IOException {
    if (!archive.has(LayoutIndex.FILE)) {
      throw new ContentNotFoundException(
          archive.has("manifest.json")
              ? "%s has no index.json; it is an archive of docker save: read it as docker-archive:%s"
                  .formatted(archive.file(), archive.file())
              : "%s is no OCI archive: it has no index.json".formatted(archive.file()));
    }
    return archive.small(LayoutIndex.FILE);
  }

  @Override
  public InputStream blob(Digest digest, long offset) throws IOException {
    return archive.open(name(digest), offset);
  }

  @Override
  public String describe(Digest digest) {
    return name(digest) + " of " + archive.file();
  }

  private static String name(Digest digest) {
    return "blobs/" + digest.algorithm().label() + "/" + digest.hex();
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
