package io.drayage.copier.web;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of lists. */
final class ListParameters {
  private static final int DEFAULT = 100;
  private static final int MAXIMUM = 1000;

  private ListParameters() {}

  static int limit(@Nullable Integer limit) {
    if (limit == null) {
      return DEFAULT;
    }
    if (limit < 1 || limit > MAXIMUM) {
      throw ProblemException.invalid("limit", "must be a number from 1 to %d".formatted(MAXIMUM));
    }
    return limit;
  }

  static <E extends Enum<E>> Optional<E> one(String name, @Nullable String text, Class<E> type) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException _) {
      throw ProblemException.invalid(FieldProblem.outside(name, type));
    }
  }
}
