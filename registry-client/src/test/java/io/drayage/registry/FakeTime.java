package io.drayage.registry;

import java.time.Duration;

/** Time that passes only where somebody waits. */
final class FakeTime implements Throttle.Time {
  private long nanos = 1_000_000_000L;
  private Runnable atSleep = () -> {};

  /** Does something each time that somebody begins to wait. */
  void atSleep(Runnable action) {
    atSleep = action;
  }

  synchronized Duration passed() {
    return Duration.ofNanos(nanos - 1_000_000_000L);
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    nanos += duration.toNanos();
    atSleep.run();
  }
}
