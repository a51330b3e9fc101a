package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Waits until something is so; a test fails when it is not within two minutes. */
final class Await {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Await() {}

  /** Something that becomes true. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void until(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("%s within %s", what, LIMIT).isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
