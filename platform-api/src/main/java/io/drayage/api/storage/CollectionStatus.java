package io.drayage.api.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What garbage collection did and what waits for it.
 *
 * @param waiting what has a review
 * @param runs the last collections that did something, the newest first
 */
public record CollectionStatus(Waiting waiting, List<Collection> runs) {
  public CollectionStatus {
    runs = List.copyOf(runs);
  }

  /**
   * What waits.
   *
   * @param reviews blobs with a review; at most 10,000 are counted
   * @param unneeded those of them that nothing needs now
   * @param bytes what these take
   * @param next when the next review is due; absent when nothing waits
   */
  public record Waiting(long reviews, long unneeded, long bytes, @Nullable Instant next) {}
}
