package io.drayage.storage.domain.event;

import io.drayage.storage.domain.access.RepositoryPattern;
import java.util.List;
import java.util.Set;

/**
 * Which events an endpoint is told.
 *
 * @param repositories one of these has to match; what is of no repository passes when all do
 */
public record EventFilter(List<RepositoryPattern> repositories, Set<Action> actions) {
  public EventFilter {
    repositories = List.copyOf(repositories);
    actions = Set.copyOf(actions);
  }

  boolean passes(Change change) {
    return actions.contains(change.action())
        && repositories.stream()
            .anyMatch(
                pattern ->
                    change.repository().map(pattern::matches).orElse(pattern.isEverything()));
  }
}
