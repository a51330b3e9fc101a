package io.drayage.sync;

import io.drayage.copy.CopyCounts;
import java.util.List;

/**
 * The images of a run in numbers.
 *
 * @param counts the sum of what the copies did
 */
public record SyncTotals(int copied, int unchanged, int failed, int notStarted, CopyCounts counts) {

  static SyncTotals of(List<ImageOutcome> images) {
    int copied = 0;
    int unchanged = 0;
    int failed = 0;
    int notStarted = 0;
    CopyCounts counts = CopyCounts.NONE;
    for (ImageOutcome image : images) {
      switch (image) {
        case ImageOutcome.Synced synced -> {
          counts = counts.plus(synced.result().counts());
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
    return new SyncTotals(copied, unchanged, failed, notStarted, counts);
  }

  /** Images that are at the destination now. */
  public int synced() {
    return copied + unchanged;
  }
}
