package io.drayage.api.copier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a sync, or the plan of one.
 *
 * @param cause {@code request}, {@code schedule} or {@code webhook}
 * @param state {@code queued}, {@code planning}, {@code planned}, {@code running}, {@code paused},
 *     {@code succeeded}, {@code failed} or {@code cancelled}
 * @param wanted what it was told last: {@code run}, {@code cancel}, or to pause
 * @param failure why it failed as a whole
 * @param policy what it follows; absent when its sync names none
 */
public record RunResource(
    long id,
    String sync,
    int syncVersion,
    String cause,
    String requestedBy,
    String state,
    String wanted,
    int priority,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    Counts counts,
    @Nullable String failure,
    @Nullable PolicyVersion policy) {

  /**
   * Its images in numbers.
   *
   * @param bytesPlanned what is to be read from the sources, in bytes
   * @param bytesMoved what was written at the destination so far
   * @param requestsPlanned how many requests the copies take
   */
  public record Counts(
      long images,
      long unchanged,
      long pending,
      long running,
      long copied,
      long deleted,
      long failed,
      long skipped,
      long bytesPlanned,
      long bytesMoved,
      long requestsPlanned) {}
}
