package io.drayage.copier.domain.run;

import java.time.Instant;
import java.util.Optional;

/**
 * What a run does with one image.
 *
 * @param rule the source of the sync that asks for it, by its place
 * @param source the reference, as it is asked for
 * @param sourceDigest of the manifest at the source when it was planned
 * @param digest of the manifest at the destination afterwards
 * @param moved bytes that were written at the destination
 */
public record Transfer(
    long id,
    int rule,
    Action action,
    State state,
    String source,
    String destination,
    Optional<String> sourceDigest,
    Optional<String> digest,
    Effort effort,
    long moved,
    int attempts,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> reason) {

  /** What is to be done. */
  public enum Action {
    /** The destination has it already. */
    NONE,
    COPY,
    DELETE
  }

  /** Where it is. */
  public enum State {
    PENDING,
    RUNNING,
    UNCHANGED,
    COPIED,
    DELETED,
    FAILED,
    /** There was nothing to do, for a reason that somebody should look at. */
    SKIPPED
  }

  /**
   * What it takes.
   *
   * @param bytes to be read from the source
   * @param requests of the copy alone
   */
  public record Effort(long bytes, int requests) {
    public static final Effort NONE = new Effort(0, 0);
  }

  /** A transfer as the plan has it. */
  public record Planned(
      int rule,
      Action action,
      State state,
      String source,
      String destination,
      Optional<String> sourceDigest,
      Effort effort,
      Optional<String> reason) {}

  /** What came of one. */
  public record Outcome(State state, Optional<String> digest, long moved, Optional<String> reason) {
    /** It could not be done. */
    public static Outcome failed(String reason) {
      return new Outcome(State.FAILED, Optional.empty(), 0, Optional.of(reason));
    }
  }
}
