package io.drayage.copier.domain.webhook;

import io.drayage.copier.domain.run.Cause;
import io.drayage.copier.domain.run.Run.Origin;
import io.drayage.copier.domain.run.Run.Scope;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.sync.StoredSync;
import io.drayage.copier.domain.sync.Syncs;
import java.time.Duration;
import java.util.Optional;

/** Begins the runs that registries have asked for. Thread-safe. */
public final class HookedRuns {
  private static final Duration BUSY = Duration.ofSeconds(2);
  private static final int STANDARD_PRIORITY = 50;

  private final SyncHooks hooks;
  private final Syncs syncs;
  private final Runs runs;

  public HookedRuns(SyncHooks hooks, Syncs syncs, Runs runs) {
    this.hooks = hooks;
    this.syncs = syncs;
    this.runs = runs;
  }

  /** Begins all that are due. */
  public void startDue() {
    boolean more;
    do {
      more = hooks.startDue(this::start, BUSY);
    } while (more);
  }

  /** A sync that is suspended or gone has nothing to begin, and is done with that. */
  private boolean start(String name) {
    Optional<StoredSync> found = syncs.find(name);
    if (found.isEmpty() || Boolean.TRUE.equals(found.get().spec().suspended())) {
      return true;
    }
    if (runs.active(name).isPresent()) {
      return false;
    }
    StoredSync sync = found.get();
    Integer priority = sync.spec().priority();
    Origin origin =
        new Origin(Cause.WEBHOOK, "webhook", priority == null ? STANDARD_PRIORITY : priority);
    return runs.create(sync, origin, Scope.WHOLE).isPresent();
  }
}
