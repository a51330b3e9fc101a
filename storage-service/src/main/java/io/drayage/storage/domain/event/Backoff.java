package io.drayage.storage.domain.event;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: twice as long each time, up to a limit, and each time
 * between half and one and a half of that, so that not all come back at once.
 *
 * @param random numbers from 0 to 1
 */
public record Backoff(Duration first, Duration longest, DoubleSupplier random) {
  private static final int DOUBLINGS = 30;

  /**
   * @param attempt the number of the one that failed, from 1
   */
  Duration after(int attempt) {
    long doubled = first.toMillis() << Math.min(attempt - 1, DOUBLINGS);
    long millis = Math.min(Math.max(doubled, 1), longest.toMillis());
    return Duration.ofMillis((long) (millis * (0.5 + random.getAsDouble())));
  }
}
