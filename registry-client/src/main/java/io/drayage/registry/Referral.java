package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest that names a subject, as lists of referrers have it: OCI Distribution Specification
 * 1.1, "Pushing Manifests with Subject".
 */
record Referral(Digest subject, Descriptor referrer) {

  /** Empty for a manifest without a subject, and for one that cannot be read. */
  static Optional<Referral> of(RawManifest raw) {
    if (!raw.mediaType().equals(MediaType.OCI_MANIFEST)
        && !raw.mediaType().equals(MediaType.OCI_INDEX)) {
      return Optional.empty();
    }
    try {
      return switch (raw.parse()) {
        case ImageManifest image -> {
          MediaType own = image.artifactType();
          yield of(
              raw,
              image.subject(),
              own == null ? image.config().mediaType() : own,
              image.annotations());
        }
        case ImageIndex index ->
            of(raw, index.subject(), index.artifactType(), index.annotations());
        case Schema1Manifest _, UnknownManifest _ -> Optional.empty();
      };
    } catch (InvalidFormatException e) {
      // The registry took it; what it refers to cannot be told.
      return Optional.empty();
    }
  }

  private static Optional<Referral> of(
      RawManifest raw,
      @Nullable Descriptor subject,
      @Nullable MediaType artifactType,
      Map<String, String> annotations) {
    return Optional.ofNullable(subject)
        .map(
            named ->
                new Referral(
                    named.digest(),
                    new Descriptor(
                        raw.mediaType(),
                        raw.digest(),
                        raw.size(),
                        List.of(),
                        annotations,
                        null,
                        artifactType)));
  }
}
