package io.drayage.registry;

import io.drayage.image.RepositoryName;
import java.util.List;

/**
 * The repositories of a registry, in its order.
 *
 * @param skipped what the registry listed that is no repository name
 */
public record Catalog(List<RepositoryName> repositories, List<String> skipped) {
  public Catalog {
    repositories = List.copyOf(repositories);
    skipped = List.copyOf(skipped);
  }
}
