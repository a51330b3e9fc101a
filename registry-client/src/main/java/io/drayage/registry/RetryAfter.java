package io.drayage.registry;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a peer asks to wait: RFC 9110 section 10.2.3. */
final class RetryAfter {
  private RetryAfter() {}

  static Optional<Duration> of(Answer answer) {
    return answer.header("Retry-After").flatMap(text -> parse(text.strip(), answer));
  }

  /** What a failure says about waiting. */
  static Optional<Duration> of(IOException failure) {
    return failure instanceof RegistryException.RateLimited limited
        ? limited.retryAfter()
        : Optional.empty();
  }

  private static Optional<Duration> parse(String text, Answer answer) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    // A date is compared with the peer's own clock, which may differ from ours.
    Optional<Instant> then = date(text);
    Optional<Instant> now = answer.header("Date").flatMap(RetryAfter::date);
    if (then.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    Duration wait = Duration.between(now.get(), then.get());
    return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
