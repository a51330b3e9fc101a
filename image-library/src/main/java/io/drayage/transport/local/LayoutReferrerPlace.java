package io.drayage.transport.local;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.LayerForm;
import io.drayage.transport.Referrer;
import io.drayage.transport.SharedBlobs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The place of a referrer in a layout: an entry of its own, without a name. */
final class LayoutReferrerPlace implements ImageDestination, SharedBlobs {
  private final OciDestination image;
  private final LayoutFolder layout;
  private final Referrer referrer;

  LayoutReferrerPlace(OciDestination image, LayoutFolder layout, Referrer referrer) {
    this.image = image;
    this.layout = layout;
    this.referrer = referrer;
  }

  @Override
  public ImageLocation location() {
    return image.location();
  }

  @Override
  public LayerForm layerForm() {
    return LayerForm.ANY;
  }

  @Override
  public boolean accepts(MediaType manifestType) {
    return image.accepts(manifestType);
  }

  /** There when an entry has the digest and the content is complete. */
  @Override
  public Optional<Digest> resolve() throws IOException {
    Digest digest = referrer.manifest().digest();
    for (Descriptor entry : layout.index().entries()) {
      if (entry.digest().equals(digest) && layout.images().below(entry).isComplete()) {
        return Optional.of(digest);
      }
    }
    return Optional.empty();
  }

  @Override
  public Object store() {
    return image.store();
  }

  @Override
  public boolean hasBlob(Descriptor blob) throws IOException {
    return image.hasBlob(blob);
  }

  @Override
  public void putBlob(Descriptor blob, Body body) throws IOException {
    image.putBlob(blob, body);
  }

  @Override
  public boolean hasManifest(Digest digest) {
    return image.hasManifest(digest);
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    image.putManifest(manifest);
  }

  @Override
  public void commit(RawManifest manifest) throws IOException {
    putManifest(manifest);
    layout.blobs().sync();
    Descriptor known = manifest.descriptor();
    Descriptor entry =
        new Descriptor(
            known.mediaType(),
            known.digest(),
            known.size(),
            List.of(),
            Map.of(),
            null,
            referrer.manifest().artifactType());
    layout.change(
        index -> {
          StoredBlobs.require(manifest, layout.images(), location());
          return index.with(entry, Optional.empty());
        },
        () -> {});
  }

  /** The layout is closed by whoever opened it. */
  @Override
  public void close() {}
}
