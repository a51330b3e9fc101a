package io.drayage.storage.domain.scrub;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Keeps reading below a rate. For one thread. */
final class Pace {
  private final long bytesPerSecond;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private Instant free;

  /** Waits; a test notes how long. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  Pace(long bytesPerSecond, InstantSource clock, Sleeper sleeper) {
    this.bytesPerSecond = bytesPerSecond;
    this.clock = clock;
    this.sleeper = sleeper;
    this.free = clock.instant();
  }

  /** Waits until what was read before is paid for; what is read now is paid for by the next. */
  void spend(long bytes) throws InterruptedIOException {
    Instant now = clock.instant();
    if (now.isBefore(free)) {
      try {
        sleeper.sleep(Duration.between(now, free));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the scrubber was stopped");
      }
      now = free;
    }
    free = now.plusNanos(bytes * 1_000_000_000L / bytesPerSecond);
  }
}
