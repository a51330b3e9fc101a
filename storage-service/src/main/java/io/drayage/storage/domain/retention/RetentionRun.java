package io.drayage.storage.domain.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * One application of the rules.
 *
 * @param repositories the pattern of repositories that it looked at
 * @param removal under which number the trash has what it deleted
 */
public record RetentionRun(
    long number,
    Origin origin,
    State state,
    String repositories,
    Counts counts,
    Optional<Long> removal,
    Optional<String> failure) {

  /** Who began it, and when it began and ended. */
  public record Origin(Cause cause, String actor, Instant startedAt, Optional<Instant> endedAt) {}

  /** Why it began. */
  public enum Cause {
    REQUEST,
    SCHEDULE
  }

  /** How far it came. */
  public enum State {
    RUNNING,
    /** A dry run that ended: it has a plan. */
    PLANNED,
    /** It has a plan that deletes more than the threshold allows, and waits for a confirmation. */
    REFUSED,
    DONE,
    FAILED
  }

  /**
   * What it found and did.
   *
   * @param tags all tags in the repositories that rules are for
   * @param tagsToGo how many of them the plan deletes
   * @param bytes what the blobs take that no manifest needs after the plan
   * @param gone what was really deleted
   */
  public record Counts(long tags, long tagsToGo, long manifestsToGo, long bytes, Gone gone) {}

  /** What was deleted; less than planned when tags were pushed meanwhile. */
  public record Gone(long tags, long manifests) {}
}
