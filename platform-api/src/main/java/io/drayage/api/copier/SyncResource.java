package io.drayage.api.copier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sync.
 *
 * @param version counts the changes, from 1
 * @param nextRunAt when it runs by itself; absent when it does not
 * @param skipped the last time that its schedule came while a run was under way
 */
public record SyncResource(
    String name,
    int version,
    SyncSpec spec,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant nextRunAt,
    @Nullable Skipped skipped) {

  /**
   * A time at which it did not run.
   *
   * @param run the one that was under way
   * @param times how often that has happened
   */
  public record Skipped(Instant at, long run, long times) {}
}
