package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.signature.Signature;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RangeReads;
import io.drayage.transport.SignatureReads;
import io.drayage.transport.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An image in a {@code dir:} folder. */
final class DirSource implements ImageSource, RangeReads, SignatureReads {
  private final DirLocation location;
  private final DirFiles files;
  private final Once<RawManifest> manifest;

  DirSource(DirLocation location) {
    this.location = location;
    this.files = new DirFiles(location.folder());
    this.manifest = new Once<>(this::readManifest);
  }

  private RawManifest readManifest() throws IOException {
    return files
        .read()
        .orElseThrow(
            () ->
                new ContentNotFoundException(
                    Files.isDirectory(location.folder())
                        ? "%s is no dir: image: open %s: no such file or directory"
                            .formatted(location.folder(), files.manifest())
                        : "there is no image at %s: no such directory"
                            .formatted(location.folder())));
  }

  @Override
  public ImageLocation location() {
    return location;
  }

  /** Reads the manifest, which is a small file. */
  @Override
  public Optional<Digest> resolve() throws IOException {
    return Optional.of(manifest.get().digest());
  }

  @Override
  public RawManifest manifest() throws IOException {
    return manifest.get();
  }

  @Override
  public RawManifest manifest(Descriptor child) throws IOException {
    return files
        .read(child)
        .orElseThrow(() -> missing(child.digest(), files.manifest(child.digest())));
  }

  @Override
  public BlobContent blob(Descriptor blob) throws IOException {
    InputStream in = blobFrom(blob, 0);
    String origin = files.blobs().path(blob.digest()).toString();
    var size = VerifiedInputStream.knownSize(blob);
    return new BlobContent(new VerifiedInputStream(in, blob.digest(), size, origin), size);
  }

  @Override
  public InputStream blobFrom(Descriptor blob, long offset) throws IOException {
    Path file = files.blobs().path(blob.digest());
    if (!Files.isRegularFile(file)) {
      throw missing(blob.digest(), file);
    }
    return FileSlice.open(file, offset);
  }

  @Override
  public boolean mayHaveSignatures() {
    return true;
  }

  @Override
  public boolean readsAttachments() {
    return false;
  }

  @Override
  public List<Signature> signatures(Digest digest) throws IOException {
    return new DirSignatures(files).read(digest);
  }

  private ContentNotFoundException missing(Digest digest, Path file) {
    return new ContentNotFoundException(
        "%s lacks %s: %s is missing".formatted(location, digest, file));
  }

  @Override
  public void close() {}
}
