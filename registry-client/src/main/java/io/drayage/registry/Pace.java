package io.drayage.registry;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Slows all requests to a registry down together, when it says that there were too many or that few
 * are left in its window.
 */
final class Pace {
  /** Below this share of the limit requests are spread out. */
  private static final int FEW = 20;

  private final Retries retries;
  private final RegistryClientOptions options;
  private final AtomicReference<Instant> notBefore = new AtomicReference<>(Instant.MIN);

  Pace(Retries retries, RegistryClientOptions options) {
    this.retries = retries;
    this.options = options;
  }

  /** Waits until a request may be sent. */
  void await() throws IOException {
    Instant until = notBefore.get();
    if (until.equals(Instant.MIN)) {
      return;
    }
    retries.sleep(Duration.between(options.clock().instant(), until));
  }

  /** Looks at what an answer says about limits. */
  void observe(Answer answer) {
    if (answer.status() == 429) {
      RetryAfter.of(answer)
          .filter(asked -> asked.compareTo(options.retry().longestRetryAfter()) <= 0)
          .ifPresent(this::holdFor);
      return;
    }
    Optional<Quota> remaining = answer.header("RateLimit-Remaining").flatMap(Quota::parse);
    Optional<Quota> limit = answer.header("RateLimit-Limit").flatMap(Quota::parse);
    if (remaining.isEmpty() || limit.isEmpty() || limit.get().count() <= 0) {
      return;
    }
    if (remaining.get().count() * FEW < limit.get().count()) {
      Duration share =
          Duration.ofSeconds(limit.get().windowSeconds()).dividedBy(limit.get().count());
      Duration longest = options.retry().longestDelay();
      holdFor(share.compareTo(longest) < 0 ? share : longest);
    }
  }

  private void holdFor(Duration duration) {
    Instant until = options.clock().instant().plus(duration);
    notBefore.accumulateAndGet(until, (old, now) -> old.isAfter(now) ? old : now);
  }

  /** {@code 100;w=21600}: so many requests in so many seconds. */
  private record Quota(long count, long windowSeconds) {
    private static final java.util.regex.Pattern FORM =
        java.util.regex.Pattern.compile("([0-9]{1,9})(?:\\s*;\\s*w=([0-9]{1,9}))?.*");

    static Optional<Quota> parse(String text) {
      var matcher = FORM.matcher(text.strip());
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String window = matcher.group(2);
      return Optional.of(
          new Quota(Long.parseLong(matcher.group(1)), window == null ? 0 : Long.parseLong(window)));
    }
  }
}
