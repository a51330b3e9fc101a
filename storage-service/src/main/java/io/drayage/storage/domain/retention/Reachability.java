package io.drayage.storage.domain.retention;

import io.drayage.image.Digest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What belongs to a manifest: what it lists if it is an index, and what refers to it as its
 * subject.
 */
final class Reachability {
  private final RepositoryFacts facts;
  private final Map<Digest, Set<Digest>> referrers = new HashMap<>();

  Reachability(RepositoryFacts facts) {
    this.facts = facts;
    facts
        .manifests()
        .values()
        .forEach(
            manifest ->
                manifest
                    .subject()
                    .ifPresent(
                        subject ->
                            referrers
                                .computeIfAbsent(subject, _ -> new HashSet<>())
                                .add(manifest.digest())));
  }

  /** Those of some manifests that exist, with all that belongs to them. */
  Set<Digest> from(Collection<Digest> roots) {
    Set<Digest> reached = new HashSet<>();
    ArrayDeque<Digest> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Digest next = open.pop();
      if (facts.manifests().containsKey(next) && reached.add(next)) {
        open.addAll(facts.children().getOrDefault(next, Set.of()));
        open.addAll(referrers.getOrDefault(next, Set.of()));
      }
    }
    return reached;
  }
}
