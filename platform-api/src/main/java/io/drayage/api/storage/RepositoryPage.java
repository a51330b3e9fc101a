package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of repositories, by name.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record RepositoryPage(List<Repository> repositories, @Nullable String next) {
  public RepositoryPage {
    repositories = List.copyOf(repositories);
  }
}
