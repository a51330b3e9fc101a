package io.drayage.copier.domain.sync;

import io.drayage.api.ProblemException;
import io.drayage.api.copier.SyncSpec;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How tags go that the sources do not have any more.
 *
 * @param threshold how many, or which share in percent
 * @param trash how long they can be restored
 */
public record PruneRule(int threshold, Unit unit, Duration trash) {
  private static final Pattern THRESHOLD = Pattern.compile("([0-9]{1,9})(%?)");
  private static final Duration LONGEST = Duration.ofDays(366);

  /** What a threshold counts. */
  public enum Unit {
    TAGS,
    PERCENT
  }

  static PruneRule of(SyncSpec.Prune prune) {
    String text = prune.threshold() == null ? "20%" : prune.threshold();
    Matcher parts = THRESHOLD.matcher(text);
    boolean matches = parts.matches();
    Unit unit = matches && !parts.group(2).isEmpty() ? Unit.PERCENT : Unit.TAGS;
    if (!matches || (unit == Unit.PERCENT && Integer.parseInt(parts.group(1)) > 100)) {
      throw ProblemException.invalid(
          "prune.threshold", "must be a number of tags, or a share of 0% to 100%");
    }
    Duration trash = prune.trash() == null ? Duration.ofDays(7) : prune.trash();
    if (trash.compareTo(Duration.ofMinutes(1)) < 0 || trash.compareTo(LONGEST) > 0) {
      throw ProblemException.invalid("prune.trash", "must be from PT1M to P366D");
    }
    return new PruneRule(Integer.parseInt(parts.group(1)), unit, trash);
  }

  /** Whether so many of the tags that are there are more than may go at once. */
  public boolean isExceeded(long going, long there) {
    return switch (unit) {
      case TAGS -> going > threshold;
      case PERCENT -> going * 100 > there * threshold;
    };
  }

  /** As it is written in a definition. */
  public String limit() {
    return threshold + (unit == Unit.PERCENT ? "%" : " tags");
  }
}
