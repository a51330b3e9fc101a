package io.drayage.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * How many requests a registry allows and how many are left: the headers {@code ratelimit-limit}
 * and {@code ratelimit-remaining}, as Docker Hub sends them.
 *
 * @param window what the limit is for; empty when the registry does not say
 */
public record RequestQuota(long limit, long remaining, Optional<Duration> window) {

  /** Reads the two headers, {@code 100;w=21600}; empty when one of them has another form. */
  static Optional<RequestQuota> parse(String limit, String remaining) {
    Optional<Long> most = number(limit);
    Optional<Long> left = number(remaining);
    return most.isPresent() && left.isPresent()
        ? Optional.of(new RequestQuota(most.get(), left.get(), window(limit)))
        : Optional.empty();
  }

  private static Optional<Long> number(String header) {
    int end = header.indexOf(';');
    String digits = (end < 0 ? header : header.substring(0, end)).strip();
    return digits.matches("[0-9]{1,12}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
  }

  private static Optional<Duration> window(String header) {
    int start = header.indexOf(";w=");
    return start < 0
        ? Optional.empty()
        : number(header.substring(start + 3)).map(Duration::ofSeconds);
  }
}
