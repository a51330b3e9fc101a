package io.drayage.bundle;

import io.drayage.copy.ReferrerRule;
import io.drayage.image.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a bundle shall hold and where it shall be.
 *
 * @param platform what is taken of an index; all of it when empty
 * @param referrers what of signatures, attestations and SBOMs comes along
 * @param file the archive; several parts get names that are made of it
 * @param maximumSize of a part, in bytes; {@link Long#MAX_VALUE} for one part of any size
 * @param held what need not be sent, because the other side has it
 * @param signer signs the list of contents
 */
public record BundleRequest(
    List<WantedImage> images,
    Optional<Platform> platform,
    ReferrerRule referrers,
    Path file,
    long maximumSize,
    List<HeldContent> held,
    Optional<BundleSigner> signer) {

  public BundleRequest {
    images = List.copyOf(images);
    held = List.copyOf(held);
  }
}
