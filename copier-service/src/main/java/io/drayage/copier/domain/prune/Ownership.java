package io.drayage.copier.domain.prune;

import io.drayage.api.ProblemException;
import io.drayage.copier.domain.prune.Prunes.Found;
import io.drayage.copier.domain.sync.StoredSync;
import io.drayage.copier.domain.sync.SyncRules;
import io.drayage.copier.domain.sync.Syncs;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RepositoryName;
import io.drayage.sync.RepositoryRule;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Knows which repositories a sync alone fills. Thread-safe. */
public final class Ownership {
  private static final int PAGE = 500;

  private final Syncs syncs;

  public Ownership(Syncs syncs) {
    this.syncs = syncs;
  }

  /**
   * The repositories at the destination whose content is what the sources have: each of their
   * sources was listed and has at least one image, and no other sync writes there.
   *
   * @param found all that the plan has found
   */
  List<RepositoryName> owned(String sync, SyncRules rules, List<Found> found) {
    Set<Integer> doubtful = new HashSet<>();
    Set<Integer> filled = new HashSet<>();
    for (Found image : found) {
      (image.destination().isEmpty() ? doubtful : filled).add(image.rule());
    }
    Set<RepositoryName> owned = new LinkedHashSet<>();
    Set<RepositoryName> others = new HashSet<>();
    for (int rule = 0; rule < rules.rules().size(); rule++) {
      boolean certain = filled.contains(rule) && !doubtful.contains(rule);
      place(rules, rules.rules().get(rule)).ifPresent((certain ? owned : others)::add);
    }
    owned.removeAll(others);
    if (!owned.isEmpty()) {
      owned.removeAll(ofOthers(sync));
    }
    return List.copyOf(owned);
  }

  private Set<RepositoryName> ofOthers(String sync) {
    Set<RepositoryName> places = new HashSet<>();
    String after = "";
    List<StoredSync> page;
    do {
      page = syncs.list(after, PAGE);
      for (StoredSync other : page) {
        after = other.name();
        if (!other.name().equals(sync)) {
          places.addAll(places(other));
        }
      }
    } while (page.size() == PAGE);
    return places;
  }

  private static List<RepositoryName> places(StoredSync sync) {
    SyncRules rules;
    try {
      rules = SyncRules.of(sync.spec());
    } catch (ProblemException _) {
      // It was good for an older version, and does not run any more.
      return List.of();
    }
    return rules.rules().stream().flatMap(rule -> place(rules, rule).stream()).toList();
  }

  private static Optional<RepositoryName> place(SyncRules rules, RepositoryRule rule) {
    try {
      return Optional.of(rules.destination().placeOf(rule.repository()));
    } catch (InvalidFormatException _) {
      // Nothing of it ever arrives.
      return Optional.empty();
    }
  }
}
