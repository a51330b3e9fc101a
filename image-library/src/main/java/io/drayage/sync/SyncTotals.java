package io.drayage.sync;

import io.drayage.copy.CopyCounts;
import io.drayage.copy.ReferrerOutcome;
import io.drayage.copy.ReferrerOutcome.Inquiry;
import java.util.List;

/**
 * The images of a run in numbers.
 *
 * @param counts the sum of what the copies did
 * @param referrers the sum of what came of referrers, with all problems; the inquiry is {@code
 *     MADE} when it was for one image at least
 */
public record SyncTotals(
    int copied,
    int unchanged,
    int failed,
    int notStarted,
    CopyCounts counts,
    ReferrerOutcome referrers) {

  static SyncTotals of(List<ImageOutcome> images) {
    int copied = 0;
    int unchanged = 0;
    int failed = 0;
    int notStarted = 0;
    CopyCounts counts = CopyCounts.NONE;
    ReferrerOutcome referrers = ReferrerOutcome.notAsked(Inquiry.NOT_WANTED);
    for (ImageOutcome image : images) {
      switch (image) {
        case ImageOutcome.Synced synced -> {
          counts = counts.plus(synced.result().counts());
          referrers = referrers.plus(synced.result().referrers());
          if (synced.wasThere()) {
            unchanged++;
          } else {
            copied++;
          }
        }
        case ImageOutcome.Failed _ -> failed++;
        case ImageOutcome.NotStarted _ -> notStarted++;
      }
    }
    return new SyncTotals(copied, unchanged, failed, notStarted, counts, referrers);
  }

  /** Images that are at the destination now. */
  public int synced() {
    return copied + unchanged;
  }
}
