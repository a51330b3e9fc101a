package io.drayage.copier.domain.event;

import java.time.Instant;

/**
 * Something that happened in a run.
 *
 * @param id grows within a run
 * @param data a JSON object
 */
public record RunEvent(long id, Kind kind, String data, Instant at) {

  /** What happened. */
  public enum Kind {
    /** The run is in another state. */
    STATE,
    /** Something came of an image. */
    IMAGE,
    /** A worker is further; what it said before has been forgotten. */
    PROGRESS,
    /** A step of a copy failed and is tried again. */
    RETRY
  }
}
