package io.drayage.copy;

import io.drayage.image.RepositoryName;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.RepositoryContent;
import org.jspecify.annotations.Nullable;

/** The repository that an end of a copy lies in. */
final class Repositories {
  private Repositories() {}

  /** Null for a destination that is not in a registry. */
  static @Nullable RepositoryName of(ImageDestination destination) {
    return destination.as(RepositoryContent.class).map(RepositoryContent::repository).orElse(null);
  }
}
