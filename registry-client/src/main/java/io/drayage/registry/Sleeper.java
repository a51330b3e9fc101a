package io.drayage.registry;

import java.time.Duration;

/** Waits. Injected, so that tests of waiting do not wait. */
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration duration) throws InterruptedException;
}
