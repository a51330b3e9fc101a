package io.drayage.api.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of events that were given up, the oldest first.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record DeadLetterPage(List<DeadLetter> deadLetters, @Nullable String next) {
  public DeadLetterPage {
    deadLetters = List.copyOf(deadLetters);
  }

  /**
   * An event that was given up.
   *
   * @param eventId the same at each delivery
   * @param failure of the last attempt
   */
  public record DeadLetter(
      long number,
      String endpoint,
      String eventId,
      String action,
      @Nullable String repository,
      int attempts,
      String failure,
      Instant diedAt) {}
}
