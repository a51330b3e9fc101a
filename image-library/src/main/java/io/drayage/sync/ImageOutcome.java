package io.drayage.sync;

import io.drayage.copy.CopyRequest;
import io.drayage.copy.CopyResult;
import java.io.IOException;
import java.time.Duration;

/** What came of one image of a run. */
public sealed interface ImageOutcome {

  CopyRequest request();

  /** The image is at the destination; {@code result} says whether it had to be copied. */
  record Synced(CopyResult result, Duration duration) implements ImageOutcome {
    @Override
    public CopyRequest request() {
      return result.request();
    }

    /** Whether the destination had the image already. */
    public boolean wasThere() {
      return result.outcome() == CopyResult.Outcome.UNCHANGED;
    }
  }

  /** The image could not be copied; what was at the destination before is still there. */
  record Failed(CopyRequest request, IOException cause, Duration duration)
      implements ImageOutcome {}

  /** The run was stopped by another image's failure before this one's turn came. */
  record NotStarted(CopyRequest request) implements ImageOutcome {}
}
