package io.drayage.copy;

import io.drayage.image.RepositoryName;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.RepositoryContent;
import io.drayage.transport.SharedBlobs;
import org.jspecify.annotations.Nullable;

/** The repository that an end of a copy lies in. */
final class Repositories {
  private Repositories() {}

  /** Null for a destination that is not in a registry. */
  static @Nullable RepositoryName of(ImageDestination destination) {
    return destination.as(RepositoryContent.class).map(RepositoryContent::repository).orElse(null);
  }

  /** What is equal for two destinations where a blob of the one needs no transfer to the other. */
  static Object store(ImageDestination destination) {
    RepositoryName repository = of(destination);
    return repository == null
        ? destination.as(SharedBlobs.class).<Object>map(SharedBlobs::store).orElse(destination)
        : repository.registry();
  }
}
