package io.drayage.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A clock that tests move; the service of {@link RunningRegistry#startWithClock} goes by it. */
final class SettableClock {
  private static volatile Instant now = Instant.EPOCH;

  private SettableClock() {}

  static void reset() {
    now = Instant.parse("2026-01-01T00:00:00Z");
  }

  /** Lets it go on from now. */
  static void set(Instant time) {
    now = time;
  }

  static synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  /** Makes it the clock of a service that is about to start. */
  static void register(ConfigurableApplicationContext context) {
    ((GenericApplicationContext) context)
        .registerBean(
            "settableClock",
            InstantSource.class,
            () -> () -> now,
            definition -> definition.setPrimary(true));
  }
}
