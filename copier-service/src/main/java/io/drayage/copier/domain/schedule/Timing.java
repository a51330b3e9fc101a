package io.drayage.copier.domain.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of the schedule of a sync, and what comes next.
 *
 * @param next when it runs by itself; empty when it does not
 * @param skipped the last time that it did not run because a run was under way
 * @param skips how often that happened
 */
public record Timing(Optional<Instant> next, Optional<Skip> skipped, long skips) {
  /** A sync without a schedule. */
  public static final Timing NONE = new Timing(Optional.empty(), Optional.empty(), 0);

  /**
   * A time at which a sync did not run.
   *
   * @param run the one that was under way
   */
  public record Skip(Instant at, long run) {}
}
