package io.drayage.copier.domain.event;

import io.drayage.copy.BlobOutcome;
import io.drayage.copy.CopyResult;
import io.drayage.copy.ProgressEvent;
import io.drayage.copy.ProgressListener;
import java.util.concurrent.atomic.LongAdder;

/** Counts what this replica has moved since it began. Thread-safe. */
public final class Traffic implements ProgressListener {
  private final LongAdder copied = new LongAdder();
  private final LongAdder unchanged = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder retries = new LongAdder();

  @Override
  public void on(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.ImageDone(_, var result) ->
          (result.outcome() == CopyResult.Outcome.COPIED ? copied : unchanged).increment();
      case ProgressEvent.ImageFailed _ -> failed.increment();
      case ProgressEvent.BlobDone(_, var blob, var outcome) -> {
        if (outcome == BlobOutcome.TRANSFERRED) {
          bytes.add(blob.size());
        }
      }
      case ProgressEvent.Retrying _ -> retries.increment();
      case ProgressEvent.ImageStarted _,
          ProgressEvent.ImagePlanned _,
          ProgressEvent.BlobStarted _,
          ProgressEvent.BlobProgress _,
          ProgressEvent.ManifestPut _,
          ProgressEvent.SignaturesPut _ -> {}
    }
  }

  public double copied() {
    return copied.sum();
  }

  public double unchanged() {
    return unchanged.sum();
  }

  public double failed() {
    return failed.sum();
  }

  public double bytes() {
    return bytes.sum();
  }

  public double retries() {
    return retries.sum();
  }
}
