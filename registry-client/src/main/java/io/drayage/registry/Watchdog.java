package io.drayage.registry;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long as a whole, although bytes come now and then: an answer whose headers
 * never end.
 */
final class Watchdog implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("registry-watchdog").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Runs the action after the time, unless what is returned is cancelled before. */
  Future<?> after(Duration time, Runnable action) {
    return timer.schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
