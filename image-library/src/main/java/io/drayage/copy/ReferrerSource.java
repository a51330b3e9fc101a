package io.drayage.copy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ContentMismatchException;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.Referrer;
import java.io.IOException;
import java.util.Optional;

/** A referrer of an image, as an image of its own that lies in the same place. */
final class ReferrerSource implements ImageSource {
  private final ImageSource place;
  private final Referrer referrer;

  ReferrerSource(ImageSource place, Referrer referrer) {
    this.place = place;
    this.referrer = referrer;
  }

  @Override
  public ImageLocation location() {
    return place.location();
  }

  @Override
  public Optional<Digest> resolve() {
    return Optional.of(referrer.manifest().digest());
  }

  @Override
  public RawManifest manifest() throws IOException {
    RawManifest manifest = place.manifest(referrer.manifest());
    if (referrer.tag().isEmpty() && !names(manifest, referrer.subject())) {
      throw new ContentMismatchException(
          "%s is listed as a referrer of %s, but does not name it as its subject"
              .formatted(manifest.digest(), referrer.subject()));
    }
    return manifest;
  }

  private static boolean names(RawManifest manifest, Digest subject) throws IOException {
    try {
      Descriptor named =
          switch (manifest.parse()) {
            case ImageManifest image -> image.subject();
            case ImageIndex index -> index.subject();
            case Schema1Manifest _, UnknownManifest _ -> null;
          };
      return named != null && named.digest().equals(subject);
    } catch (InvalidFormatException e) {
      throw new IOException("manifest %s: %s".formatted(manifest.digest(), e.getMessage()), e);
    }
  }

  @Override
  public RawManifest manifest(Descriptor child) throws IOException {
    return place.manifest(child);
  }

  @Override
  public BlobContent blob(Descriptor blob) throws IOException {
    return place.blob(blob);
  }

  @Override
  public <T> Optional<T> as(Class<T> ability) {
    return place.as(ability);
  }

  /** The place is closed by whoever opened it. */
  @Override
  public void close() {}
}
