package io.drayage.benchmarks.registry;

import java.util.Locale;

/** What a ratio, Drayage's figure in parts of the other's, is to be. */
sealed interface Goal {
  record AtLeast(double ratio) implements Goal {}

  record AtMost(double ratio) implements Goal {}

  /** The figure is told, and nothing is asked of it. */
  record None() implements Goal {}

  default String verdict(double actual) {
    return switch (this) {
      case AtLeast(double ratio) -> number(">= ", ratio) + (actual >= ratio ? " met" : " MISSED");
      case AtMost(double ratio) -> number("<= ", ratio) + (actual <= ratio ? " met" : " MISSED");
      case None _ -> "";
    };
  }

  private static String number(String sign, double ratio) {
    return sign + String.format(Locale.ROOT, "%.2f", ratio);
  }
}
