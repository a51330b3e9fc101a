package io.drayage.copy;

import io.drayage.copy.DestinationTraits.Naming;
import io.drayage.image.MediaType;
import io.drayage.registry.RegistryException;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.util.Optional;

/**
 * What to try when a registry refuses a manifest: old registries know no OCI manifests, some new
 * ones no others. Only the put tells, since no registry says what it takes.
 */
final class FormatFallback {
  private FormatFallback() {}

  /** The same copy in the other format; empty when that would not help or may not be done. */
  static Optional<CopyRequest> after(
      CopyException failure, CopyRequest request, ImageSource source, ImageDestination destination)
      throws IOException {
    boolean refused =
        failure.side() == Side.DESTINATION
            && (failure.getCause() instanceof RegistryException.InvalidContent
                || failure.getCause() instanceof RegistryException.Unsupported);
    boolean mayChange =
        request.options().format().isEmpty()
            && request.options().digests() == DigestRule.MAY_CHANGE
            && DestinationTraits.of(destination).naming() == Naming.BY_NAME;
    if (!refused || !mayChange) {
      return Optional.empty();
    }
    return other(source.manifest().mediaType())
        .map(
            format ->
                new CopyRequest(
                    request.source(), request.destination(), request.options().with(format)));
  }

  private static Optional<ManifestFormat> other(MediaType type) {
    if (type.equals(MediaType.OCI_MANIFEST)
        || type.equals(MediaType.OCI_INDEX)
        || type.isSchema1()) {
      return Optional.of(ManifestFormat.V2S2);
    }
    if (type.equals(MediaType.DOCKER_MANIFEST) || type.equals(MediaType.DOCKER_LIST)) {
      return Optional.of(ManifestFormat.OCI);
    }
    return Optional.empty();
  }
}
