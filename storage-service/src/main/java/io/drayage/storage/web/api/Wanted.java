package io.drayage.storage.web.api;

import io.drayage.api.ProblemException;
import io.drayage.api.storage.RightsGrant;
import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.access.Grant;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.Right;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads what a request wants in terms of the domain; what is malformed is told with its field. */
final class Wanted {
  private Wanted() {}

  static Grant grant(RightsGrant wanted) {
    RepositoryPattern repositories =
        value("repositories", () -> new RepositoryPattern(wanted.repositories()));
    Set<Right> rights =
        value(
            "rights", () -> wanted.rights().stream().map(Right::parse).collect(Collectors.toSet()));
    return new Grant(repositories, rights);
  }

  static <T> T value(String field, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid(field, String.valueOf(e.getMessage()));
    }
  }
}
