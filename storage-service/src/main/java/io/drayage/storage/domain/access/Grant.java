package io.drayage.storage.domain.access;

import io.drayage.storage.domain.RepositoryPath;
import java.util.Set;

/** Rights to the repositories of a pattern. */
public record Grant(RepositoryPattern repositories, Set<Right> rights) {
  public Grant {
    rights = Set.copyOf(rights);
  }

  boolean allows(RepositoryPath repository, Right wanted) {
    return covers(wanted) && repositories.matches(repository);
  }

  boolean covers(Right wanted) {
    return rights.contains(wanted) || rights.contains(Right.ADMIN);
  }
}
