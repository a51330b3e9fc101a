package io.drayage.api.storage;

import io.drayage.api.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rights to repositories.
 *
 * @param repositories a pattern: a name in which {@code *} stands for any characters but a slash
 *     and {@code **} for any at all
 * @param rights of pull, push, delete and admin
 */
public record RightsGrant(String repositories, List<String> rights) {
  public RightsGrant(@Nullable String repositories, @Nullable List<String> rights) {
    if (repositories == null) {
      throw ProblemException.invalid("repositories", "is missing");
    }
    if (rights == null || rights.isEmpty()) {
      throw ProblemException.invalid("rights", "is missing");
    }
    this.repositories = repositories;
    this.rights = List.copyOf(rights);
  }
}
