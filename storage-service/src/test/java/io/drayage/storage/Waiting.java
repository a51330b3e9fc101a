package io.drayage.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Waits for something that another thread is about to do. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(20);

  private Waiting() {}

  static void until(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("it did not happen within " + PATIENCE);
      }
      Thread.sleep(STEP);
    }
  }
}
