package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RangeReads;
import io.drayage.transport.TagListing;
import io.drayage.transport.UncompressedLayers;
import io.drayage.transport.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * An image in an archive of {@code docker save}. Its layers are named by their diff ids and read
 * uncompressed, whatever they are in the archive.
 */
final class DockerArchiveSource implements ImageSource, RangeReads, TagListing, UncompressedLayers {
  private final ImageLocation location;
  private final TarArchive archive;
  private final Once<SavedImages> images;
  private final Once<SavedImage> image;

  DockerArchiveSource(ImageLocation location, ImageChoice choice, TarArchive archive) {
    this.location = location;
    this.archive = archive;
    this.images = new Once<>(() -> SavedImages.read(archive));
    this.image = new Once<>(() -> SavedImage.read(archive, images.get().choose(choice, location)));
  }

  @Override
  public ImageLocation location() {
    return location;
  }

  /** Makes the manifest; that reads compressed layers, to learn their sizes. */
  @Override
  public Optional<Digest> resolve() throws IOException {
    return Optional.of(manifest().digest());
  }

  @Override
  public RawManifest manifest() throws IOException {
    return image.get().manifest();
  }

  @Override
  public RawManifest manifest(Descriptor child) throws IOException {
    throw new ContentNotFoundException(
        "%s is one image, it has no manifest %s of an index".formatted(location, child.digest()));
  }

  @Override
  public BlobContent blob(Descriptor blob) throws IOException {
    var size = VerifiedInputStream.knownSize(blob);
    InputStream in = image.get().open(blob.digest(), archive);
    return new BlobContent(
        new VerifiedInputStream(in, blob.digest(), size, archive.file().toString()), size);
  }

  @Override
  public InputStream blobFrom(Descriptor blob, long offset) throws IOException {
    InputStream in = image.get().open(blob.digest(), archive);
    boolean positioned = false;
    try {
      in.skipNBytes(offset);
      positioned = true;
      return in;
    } finally {
      if (!positioned) {
        in.close();
      }
    }
  }

  /** The names of all images in the archive; one without names is {@code @N}. */
  @Override
  public List<String> tags() throws IOException {
    return images.get().names();
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
