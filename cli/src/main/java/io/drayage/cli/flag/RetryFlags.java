package io.drayage.cli.flag;

import io.drayage.copy.CopyRetry;
import java.time.Duration;
import java.util.Optional;

/**
 * How often a whole image is tried again after a failure that may pass.
 *
 * @param times how often after the first attempt
 * @param delay between attempts; empty for 1, 2, 4 … seconds
 */
public record RetryFlags(int times, Optional<Duration> delay) {

  public static void declare(Flags flags) {
    flags
        .text("--retry-times", "N", "how often to try again after a failure (default: 0)")
        .text(
            "--retry-delay", "DURATION", "wait this long between attempts (default: 1s, 2s, 4s…)");
  }

  public static RetryFlags read(Arguments arguments) {
    return new RetryFlags(
        arguments.whole("--retry-times", 0).orElse(0),
        arguments.duration("--retry-delay").filter(Duration::isPositive));
  }

  /** The delay after an attempt, which is counted from 1. */
  public Duration delayAfter(int attempt) {
    return delay.orElseGet(() -> Duration.ofSeconds(1L << Math.min(attempt - 1, 10)));
  }

  /** The same, as the copier knows it. */
  public CopyRetry forCopies() {
    return new CopyRetry(times, delay);
  }
}
