package io.drayage.copy;

import io.drayage.image.DigestReference;
import io.drayage.image.MediaType;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.LayerForm;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What planning must know of a destination.
 *
 * @param accepted the manifest types that can be stored there, of those that are known
 */
record DestinationTraits(LayerForm layerForm, Set<MediaType> accepted, Naming naming) {

  /** What the image is named by; a digest cannot change. */
  enum Naming {
    BY_NAME,
    BY_DIGEST
  }

  DestinationTraits {
    accepted = Set.copyOf(accepted);
  }

  static DestinationTraits of(ImageDestination destination) {
    boolean byDigest = destination.location() instanceof DockerLocation(DigestReference _);
    return new DestinationTraits(
        destination.layerForm(),
        Stream.of(
                MediaType.OCI_MANIFEST,
                MediaType.OCI_INDEX,
                MediaType.DOCKER_MANIFEST,
                MediaType.DOCKER_LIST,
                MediaType.DOCKER_SCHEMA1,
                MediaType.DOCKER_SCHEMA1_SIGNED)
            .filter(destination::accepts)
            .collect(Collectors.toSet()),
        byDigest ? Naming.BY_DIGEST : Naming.BY_NAME);
  }

  boolean accepts(MediaType type) {
    return accepted.contains(type);
  }
}
