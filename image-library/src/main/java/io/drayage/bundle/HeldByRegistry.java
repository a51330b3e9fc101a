package io.drayage.bundle;

import io.drayage.image.Descriptor;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.transport.DockerLocation;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A registry that can be reached from here and holds what the other side has: each blob is asked
 * for, with one HEAD request.
 *
 * @param names where images of the bundle are there
 * @param context reaches the registry
 */
public record HeldByRegistry(BundleDestinations names, TransportContext context)
    implements HeldContent {

  @Override
  public List<RepositoryName> repositoriesWith(Descriptor blob, RepositoryName repository)
      throws IOException {
    Optional<RepositoryName> place = names.repository(repository);
    if (place.isEmpty()) {
      return List.of();
    }
    var location = new DockerLocation(new TagReference(place.get(), Tag.LATEST));
    try (ImageDestination there = location.openDestination(context)) {
      return there.hasBlob(blob) ? List.of(repository) : List.of();
    }
  }
}
