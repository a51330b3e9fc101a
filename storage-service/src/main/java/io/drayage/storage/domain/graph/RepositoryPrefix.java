package io.drayage.storage.domain.graph;

import io.drayage.storage.domain.RepositoryPath;
import java.util.Optional;

/**
 * Repositories that belong together by their names: one with all below it, or every one.
 *
 * @param path nothing for every repository
 */
public record RepositoryPrefix(Optional<RepositoryPath> path) {

  /**
   * Reads a prefix; the empty text is that of every repository.
   *
   * @throws io.drayage.image.InvalidFormatException when no repository can have such a name
   */
  public static RepositoryPrefix parse(String text) {
    return new RepositoryPrefix(
        text.isEmpty() ? Optional.empty() : Optional.of(new RepositoryPath(text)));
  }

  @Override
  public String toString() {
    return path.map(RepositoryPath::value).orElse("");
  }
}
