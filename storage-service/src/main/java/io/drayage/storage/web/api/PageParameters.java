package io.drayage.storage.web.api;

import io.drayage.api.ProblemException;
import io.drayage.storage.domain.Page;
import org.jspecify.annotations.Nullable;

/** The parameters of lists: {@code limit}, and {@code after} with the {@code next} of an answer. */
final class PageParameters {
  static final int DEFAULT = 100;
  static final int MAXIMUM = 1000;
  private static final int LONGEST = 512;

  private PageParameters() {}

  static Page.Request read(@Nullable Integer limit, @Nullable String after) {
    if (after != null && after.length() > LONGEST) {
      throw ProblemException.invalid("after", "must be the next of an answer");
    }
    return new Page.Request(limit(limit), after == null ? "" : after);
  }

  /** For lists of numbered things, in which {@code after} is a number. */
  static int limit(@Nullable Integer limit) {
    if (limit == null) {
      return DEFAULT;
    }
    if (limit < 1 || limit > MAXIMUM) {
      throw ProblemException.invalid("limit", "must be a number from 1 to %d".formatted(MAXIMUM));
    }
    return limit;
  }
}
