package io.drayage.storage.domain.access;

import io.drayage.storage.domain.RepositoryPath;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All that somebody may do. */
public record Grants(List<Grant> list) {
  public static final Grants NONE = new Grants(List.of());

  /** Everything, everywhere. */
  public static final Grants ALL =
      new Grants(List.of(new Grant(RepositoryPattern.EVERYTHING, Set.of(Right.ADMIN))));

  public Grants {
    list = List.copyOf(list);
  }

  public boolean allows(RepositoryPath repository, Right wanted) {
    for (Grant grant : list) {
      if (grant.allows(repository, wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of them is for every repository there is. */
  public boolean allowsEverywhere(Right wanted) {
    return list.stream().anyMatch(g -> g.repositories().isEverything() && g.covers(wanted));
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public Grants and(Grants more) {
    if (more.isEmpty()) {
      return this;
    }
    return isEmpty()
        ? more
        : new Grants(Stream.concat(list.stream(), more.list.stream()).distinct().toList());
  }
}
