package io.drayage.copier.domain.prune;

import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.sync.PruneRule;
import io.drayage.copier.domain.sync.SyncRules;
import java.util.Optional;

/** Stops runs that would remove more than they may. Thread-safe. */
public final class PruneGate {
  private final Prunes prunes;

  public PruneGate(Prunes prunes) {
    this.prunes = prunes;
  }

  /** Why a run must not go on before somebody confirms it; empty when it may. */
  public Optional<String> refusal(Run run) {
    Optional<PruneRule> rule = SyncRules.of(run.spec()).writing().prune();
    if (rule.isEmpty()) {
      return Optional.empty();
    }
    Prunes.Extent extent = prunes.extent(run.id());
    if (extent.confirmation() == Prunes.Confirmation.GIVEN
        || !rule.get().isExceeded(extent.pending(), extent.there())) {
      return Optional.empty();
    }
    return Optional.of(
        "threshold-exceeded: %d of %d tags would be removed, and the threshold is %s; look at /api/v1/runs/%d/transfers?state=pending, then POST /api/v1/runs/%d/execute?confirm=prune"
            .formatted(extent.pending(), extent.there(), rule.get().limit(), run.id(), run.id()));
  }
}
