package io.drayage.copier.domain.run;

/** Where a run is. */
public enum RunState {
  /** It waits for its turn. */
  QUEUED,
  /** It finds out what is to be done. */
  PLANNING,
  /** What is to be done is known, and was not asked for yet. */
  PLANNED,
  /** It is at work. */
  RUNNING,
  /** Somebody stopped it, and may let it go on. */
  PAUSED,
  /** Everything that was asked for is at the destination. */
  SUCCEEDED,
  /** Something is missing at the destination. */
  FAILED,
  /** Somebody stopped it for good. */
  CANCELLED;

  /** Whether nothing happens any more unless somebody asks for it. */
  public boolean isEnd() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}
