package io.drayage.transport.daemon;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.TagListing;
import java.io.IOException;
import java.util.Optional;

/** An image that was saved by an engine. It lists no tags: an engine is no repository. */
final class DaemonSource implements ImageSource {
  private final ImageSource saved;

  DaemonSource(ImageSource saved) {
    this.saved = saved;
  }

  @Override
  public ImageLocation location() {
    return saved.location();
  }

  @Override
  public Optional<Digest> resolve() throws IOException {
    return saved.resolve();
  }

  @Override
  public RawManifest manifest() throws IOException {
    return saved.manifest();
  }

  @Override
  public RawManifest manifest(Descriptor child) throws IOException {
    return saved.manifest(child);
  }

  @Override
  public BlobContent blob(Descriptor blob) throws IOException {
    return saved.blob(blob);
  }

  @Override
  public <T> Optional<T> as(Class<T> ability) {
    return ability == TagListing.class ? Optional.empty() : saved.as(ability);
  }

  @Override
  public void close() throws IOException {
    saved.close();
  }
}
