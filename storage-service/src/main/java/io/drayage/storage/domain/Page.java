package io.drayage.storage.domain;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a sorted list.
 *
 * @param last where the next part begins behind, when there is more
 */
public record Page<T>(List<T> items, Optional<String> last) {
  /** The most that one answer lists. */
  public static final int MAXIMUM = 10_000;

  public Page {
    items = List.copyOf(items);
  }

  /** What a client asks for: entries behind a text, at most so many. */
  public record Request(int limit, String after) {
    public Request {
      if (limit < 0) {
        throw new IllegalArgumentException("a page of %d entries".formatted(limit));
      }
      limit = Math.min(limit, MAXIMUM);
    }
  }

  /** The same, when more entries follow for sure, if this one has any. */
  public static <T> Page<T> unfinished(List<T> found, Function<T, String> key) {
    return new Page<>(
        found, found.isEmpty() ? Optional.empty() : Optional.of(key.apply(found.getLast())));
  }

  /** Makes a page of a list that was read with one entry more than asked for. */
  public static <T> Page<T> of(List<T> found, Request request, Function<T, String> key) {
    if (found.size() <= request.limit()) {
      return new Page<>(found, Optional.empty());
    }
    List<T> items = found.subList(0, request.limit());
    return new Page<>(
        items, items.isEmpty() ? Optional.empty() : Optional.of(key.apply(items.getLast())));
  }
}
