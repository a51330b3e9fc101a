package io.drayage.api.storage;

import io.drayage.api.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a rule of retention is to be: a tag that it covers is kept while one of the {@code keep}
 * conditions holds. A rule without them is about untagged manifests alone. Durations are ISO 8601,
 * such as {@code P30D}.
 *
 * @param repositories the pattern of repositories; all when absent
 * @param tags the pattern of tags; all when absent
 * @param keepLatest keeps so many that were pushed last
 * @param keepPushedWithin keeps what was pushed no longer ago
 * @param keepPulledWithin keeps what was pulled no longer ago
 * @param untaggedAfter deletes manifests without tags so long after their last push or pull
 */
public record RetentionRuleRequest(
    @Nullable String repositories,
    @Nullable String tags,
    @Nullable Integer keepLatest,
    @Nullable Duration keepPushedWithin,
    @Nullable Duration keepPulledWithin,
    @Nullable Duration untaggedAfter) {

  public RetentionRuleRequest {
    if (keepLatest == null
        && keepPushedWithin == null
        && keepPulledWithin == null
        && untaggedAfter == null) {
      throw ProblemException.invalid(
          "keepLatest",
          "is missing, and so are keepPushedWithin, keepPulledWithin and untaggedAfter; a rule needs one of them");
    }
    if (keepLatest != null && keepLatest < 0) {
      throw ProblemException.invalid("keepLatest", "must be a number from 0 on");
    }
    positive("keepPushedWithin", keepPushedWithin);
    positive("keepPulledWithin", keepPulledWithin);
    positive("untaggedAfter", untaggedAfter);
  }

  private static void positive(String field, @Nullable Duration duration) {
    if (duration != null && (duration.isNegative() || duration.compareTo(LONGEST) > 0)) {
      throw ProblemException.invalid(field, "must be a duration from PT0S to P36500D");
    }
  }

  private static final Duration LONGEST = Duration.ofDays(36_500);
}
