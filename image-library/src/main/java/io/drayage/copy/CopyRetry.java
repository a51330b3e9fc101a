package io.drayage.copy;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a whole copy is tried again after a failure that may pass ({@code --retry-times}).
 * Single requests are retried by the client before; what had arrived is not sent again.
 *
 * @param times how many further attempts there may be; 0 is none
 * @param delay between two attempts; empty doubles it each time, beginning with a second
 */
public record CopyRetry(int times, Optional<Duration> delay) {
  /** No further attempt. */
  public static final CopyRetry NONE = new CopyRetry(0, Optional.empty());

  private static final int LONGEST_DOUBLING = 6;

  public CopyRetry {
    if (times < 0) {
      throw new IllegalArgumentException("the number of retries is negative: " + times);
    }
  }

  /** How long to wait before the next attempt, after so many failed ones. */
  Duration delayAfter(int failures) {
    return delay.orElse(Duration.ofSeconds(1L << Math.min(failures - 1, LONGEST_DOUBLING)));
  }
}
