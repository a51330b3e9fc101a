package io.drayage.cli.command;

import io.drayage.copy.CopyResult;
import io.drayage.copy.ReferrerOutcome;
import java.util.List;

/** Puts into words what came of the referrers of an image. */
final class ReferrerReport {
  private ReferrerReport() {}

  /** A line for each one that is missing, for the error stream. */
  static List<String> warnings(CopyResult result) {
    return result.referrers().problems().stream()
        .map(
            problem ->
                "dray: warning: a referrer of %s is missing at %s: %s"
                    .formatted(result.request().source(), result.request().destination(), problem))
        .toList();
  }

  /** Behind what is said of an image; empty when there is nothing to tell. */
  static String suffix(ReferrerOutcome outcome) {
    return outcome.found() == 0 ? "" : "; " + sum(outcome);
  }

  /** {@code 3 of 4 referrers copied, 1 there already}. */
  static String sum(ReferrerOutcome outcome) {
    String there = outcome.present() == 0 ? "" : ", %d there already".formatted(outcome.present());
    return "%d of %d referrers copied%s".formatted(outcome.copied(), outcome.found(), there);
  }
}
