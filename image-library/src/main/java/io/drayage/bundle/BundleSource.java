package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RawManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ContentMismatchException;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RangeReads;
import io.drayage.transport.Referrer;
import io.drayage.transport.ReferrerListing;
import io.drayage.transport.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** An image that is read from a bundle. */
final class BundleSource implements ImageSource, RangeReads, ReferrerListing {
  private final OpenedImage location;
  private final Bundle bundle;

  BundleSource(OpenedImage location) {
    this.location = location;
    this.bundle = location.bundle();
  }

  @Override
  public ImageLocation location() {
    return location;
  }

  @Override
  public Optional<Digest> resolve() {
    return Optional.of(location.image().manifest().digest());
  }

  @Override
  public RawManifest manifest() throws IOException {
    return manifest(location.image().manifest());
  }

  @Override
  public RawManifest manifest(Descriptor child) throws IOException {
    byte[] bytes;
    try (InputStream in = bundle.open(child.digest(), 0)) {
      bytes = in.readNBytes(RawManifest.MAXIMUM_SIZE + 1);
    }
    try {
      return RawManifest.verified(bytes, child.mediaType(), child.digest());
    } catch (InvalidFormatException e) {
      var mismatch = new ContentMismatchException("%s: %s".formatted(location, e.getMessage()));
      mismatch.initCause(e);
      throw mismatch;
    }
  }

  @Override
  public BlobContent blob(Descriptor blob) throws IOException {
    var size = VerifiedInputStream.knownSize(blob);
    return new BlobContent(
        new VerifiedInputStream(
            bundle.open(blob.digest(), 0), blob.digest(), size, location.toString()),
        size);
  }

  @Override
  public InputStream blobFrom(Descriptor blob, long offset) throws IOException {
    return bundle.open(blob.digest(), offset);
  }

  @Override
  public List<Referrer> referrers(Digest subject) {
    return location.image().referrers().stream()
        .filter(referrer -> referrer.subject().equals(subject))
        .toList();
  }

  @Override
  public void close() {}
}
