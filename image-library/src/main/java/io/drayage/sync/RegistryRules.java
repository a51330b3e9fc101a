package io.drayage.sync;

import io.drayage.transport.RegistryOptions;
import java.util.List;
import java.util.Objects;

/**
 * One registry of a sync file.
 *
 * @param name the key: {@code host[:port]}, with a namespace behind it or not
 * @param options what the entry says about reaching the registry; what it does not say is as {@link
 *     RegistryOptions#CONFIGURED}, and then the command line's word counts
 */
public record RegistryRules(
    String name, RegistryOptions options, List<RepositoryRule> repositories) {
  public RegistryRules {
    Objects.requireNonNull(name);
    Objects.requireNonNull(options);
    repositories = List.copyOf(repositories);
  }
}
