package io.drayage.copier.domain.run;

import io.drayage.api.copier.PolicyVersion;
import io.drayage.api.copier.SyncSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution of a sync, or the plan of one.
 *
 * @param spec the sync as it was when the run was asked for
 */
public record Run(
    long id,
    String sync,
    int syncVersion,
    SyncSpec spec,
    Origin origin,
    Extent extent,
    Progress progress,
    Times times,
    Counts counts,
    Optional<String> failure) {

  /** Why there is a run. */
  public record Origin(Cause cause, String requestedBy, int priority) {}

  /** How far it goes. */
  public enum Scope {
    /** It stops when the plan is made. */
    PLAN,
    WHOLE
  }

  /**
   * How far it goes, and by which rules.
   *
   * @param exactness what it does about sources that change meanwhile
   * @param policy empty when the service's own configuration counts
   */
  public record Extent(Scope scope, Part.Exactness exactness, Optional<PolicyVersion> policy) {}

  /**
   * Where it is.
   *
   * @param starts how often it was put into the queue
   * @param epoch how many have led it
   */
  public record Progress(RunState state, Wish wish, int starts, int epoch) {}

  /** When it came to where it is; when it was planned, what is to be done is known. */
  public record Times(
      Instant createdAt,
      Optional<Instant> startedAt,
      Optional<Instant> plannedAt,
      Optional<Instant> endedAt) {}

  /**
   * Somebody who leads a run; a higher epoch has taken it over.
   *
   * @param epoch from 1
   */
  public record Lead(long run, int epoch) {}

  public RunState state() {
    return progress.state();
  }

  /** Who leads it now. */
  public Lead lead() {
    return new Lead(id, progress.epoch());
  }

  /** The same run with other counts. */
  public Run with(Counts other) {
    return new Run(id, sync, syncVersion, spec, origin, extent, progress, times, other, failure);
  }
}
