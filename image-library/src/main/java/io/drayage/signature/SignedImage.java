package io.drayage.signature;

import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import java.util.List;
import java.util.Optional;

/**
 * An image with what its place holds about it, before any of it is trusted. Immutable.
 *
 * @param name how messages name it, such as {@code docker://registry.example.com/app:1}
 * @param manifest its manifest; what the signatures must be for. Of an index either the index, or
 *     the manifest of the instance that is used with the instance's own signatures
 * @param reference the docker reference that the user asked for, not a mirror's; nothing where
 *     images have none, as in a folder
 * @param signatures all that were found, in order; at most {@link Signature#MAXIMUM_COUNT}
 */
public record SignedImage(
    String name, RawManifest manifest, Optional<Reference> reference, List<Signature> signatures) {

  public SignedImage {
    signatures = List.copyOf(signatures);
    if (signatures.size() > Signature.MAXIMUM_COUNT) {
      throw new IllegalArgumentException(
          "%s has %d signatures; at most %d are looked at"
              .formatted(name, signatures.size(), Signature.MAXIMUM_COUNT));
    }
  }
}
