package io.drayage.registry;

import java.time.Duration;
import java.util.Objects;

/**
 * How often and how patiently a request is tried. Waiting times grow by a factor of two, and are
 * shortened by up to half at random so that many clients do not return at the same moment.
 *
 * @param attempts how often a request is sent at most, 1 or more; for a blob: without any progress
 *     in between
 * @param firstDelay before the second attempt
 * @param longestDelay where growth ends
 * @param longestRetryAfter how long the registry may ask to wait ({@code Retry-After}); what is
 *     longer is reported at once as {@link RegistryException.RateLimited}
 */
public record RetryPolicy(
    int attempts, Duration firstDelay, Duration longestDelay, Duration longestRetryAfter) {

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be 1 or more, not " + attempts);
    }
    Objects.requireNonNull(firstDelay);
    Objects.requireNonNull(longestDelay);
    Objects.requireNonNull(longestRetryAfter);
  }

  /** 5 attempts; 250 ms, growing to 15 s; {@code Retry-After} up to two minutes. */
  public static RetryPolicy standard() {
    return new RetryPolicy(
        5, Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofMinutes(2));
  }

  /** One attempt. */
  public static RetryPolicy none() {
    return new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }
}
