package io.drayage.registry;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A token bucket: so many bytes per second, and after a pause a tenth of a second's at once. Who
 * takes more than there is goes into debt and waits it off, so that large pieces pass, too.
 */
final class Throttle {
  private static final long NANOS = 1_000_000_000;

  /** Below it a bucket would hold less than a piece of a stream. */
  private static final long SMALLEST_BURST = 64 * 1024;

  /** Who waits looks this often whether the limit was changed. */
  private static final Duration LONGEST_SLEEP = Duration.ofMillis(200);

  private static final long NONE = 0;

  /** Time that passes, and waiting for it. */
  interface Time {
    Time SYSTEM =
        new Time() {
          @Override
          public long nanos() {
            return System.nanoTime();
          }

          @Override
          public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
          }
        };

    /** Like {@link System#nanoTime}. */
    long nanos();

    void sleep(Duration duration) throws InterruptedException;
  }

  private final Time time;
  private volatile long rate = NONE;
  private double available;
  private long lastNanos;

  Throttle(Time time) {
    this.time = time;
  }

  /** Debts made under the old limit are waited off under the new one. */
  synchronized void limit(OptionalLong bytesPerSecond) {
    long next = bytesPerSecond.orElse(NONE);
    if (bytesPerSecond.isPresent() && next < 1) {
      throw new IllegalArgumentException(
          "%d bytes per second would let nothing pass".formatted(next));
    }
    refill();
    if (rate == NONE) {
      available = 0;
    }
    rate = next;
  }

  /** Waits until so many bytes may pass. */
  void take(int bytes) throws InterruptedException {
    if (rate == NONE) {
      return;
    }
    synchronized (this) {
      refill();
      available -= bytes;
    }
    for (Duration wait = toWait(); !wait.isZero(); wait = toWait()) {
      time.sleep(wait);
    }
  }

  private synchronized Duration toWait() {
    if (rate == NONE) {
      return Duration.ZERO;
    }
    refill();
    if (available >= 0) {
      return Duration.ZERO;
    }
    Duration needed = Duration.ofNanos((long) Math.ceil(-available * NANOS / rate));
    return needed.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : needed;
  }

  private void refill() {
    long now = time.nanos();
    double burst = (double) Math.max(rate / 10, SMALLEST_BURST);
    available = Math.min(burst, available + (double) (now - lastNanos) * rate / NANOS);
    lastNanos = now;
  }
}
