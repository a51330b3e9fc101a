package io.drayage.copier.domain.sync;

import io.drayage.api.ProblemException;
import io.drayage.api.copier.TagRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which tags are meant by the time at which their images were made; comes after all other filters.
 *
 * @param newerThan made at most so long ago
 * @param olderThan made at least so long ago
 * @param latest how many are left over of those, the ones that were made last
 */
public record AgeRule(
    Optional<Duration> newerThan, Optional<Duration> olderThan, OptionalInt latest) {

  static Optional<AgeRule> of(@Nullable TagRules rules, String field) {
    if (rules == null) {
      return Optional.empty();
    }
    TagRules.Latest latest = rules.latest();
    OptionalInt count =
        latest != null && latest.by() == TagRules.Order.CREATED
            ? OptionalInt.of(latest.count())
            : OptionalInt.empty();
    if (rules.newerThan() == null && rules.olderThan() == null && count.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AgeRule(
            age(rules.newerThan(), field + ".newerThan"),
            age(rules.olderThan(), field + ".olderThan"),
            count));
  }

  private static Optional<Duration> age(@Nullable Duration age, String field) {
    if (age != null && (age.isNegative() || age.isZero())) {
      throw ProblemException.invalid(field, "must be longer than nothing, such as P30D");
    }
    return Optional.ofNullable(age);
  }

  /** Whether an image that was made at a moment is neither too old nor too new. */
  public boolean admits(Instant made, Instant now) {
    return newerThan.filter(age -> made.isBefore(now.minus(age))).isEmpty()
        && olderThan.filter(age -> made.isAfter(now.minus(age))).isEmpty();
  }
}
