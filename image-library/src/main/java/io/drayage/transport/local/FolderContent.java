package io.drayage.transport.local;

import io.drayage.image.Digest;
import io.drayage.transport.ContentNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A layout in a folder, with its blobs there or in a folder that it shares. */
record FolderContent(Path folder, BlobFolder blobs) implements LayoutContent {

  @Override
  public byte[] index() throws IOException {
    Path file = folder.resolve(LayoutIndex.FILE);
    if (!Files.isRegularFile(file)) {
      throw new ContentNotFoundException(
          Files.isDirectory(folder)
              ? "%s is no OCI layout: it has no index.json".formatted(folder)
              : "there is no OCI layout at %s: open %s: no such file or directory"
                  .formatted(folder, file));
    }
    return SmallFile.read(file);
  }

  @Override
  public InputStream blob(Digest digest, long offset) throws IOException {
    Path file = blobs.path(digest);
    if (!Files.isRegularFile(file)) {
      throw new ContentNotFoundException(
          "the layout %s lacks %s: %s is missing".formatted(folder, digest, file));
    }
    return FileSlice.open(file, offset);
  }

  @Override
  public String describe(Digest digest) {
    return blobs.path(digest).toString();
  }

  @Override
  public void close() {}
}
