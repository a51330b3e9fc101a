package io.drayage.sync;

import io.drayage.copy.Copier;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.CopyResult;
import io.drayage.image.InvalidFormatException;
import io.drayage.sync.SyncOptions.FailurePolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Copies the images of a plan. */
final class SyncRun {
  private final Copier copier;
  private final SyncListener listener;
  private final InstantSource clock;

  SyncRun(Copier copier, SyncListener listener, InstantSource clock) {
    this.copier = copier;
    this.listener = listener;
    this.clock = clock;
  }

  SyncResult run(SyncPlan plan, SyncOptions options) throws InterruptedException {
    Instant start = clock.instant();
    List<CopyRequest> images = plan.images();
    int[] order = CopyOrder.of(images);
    var outcomes = new AtomicReferenceArray<ImageOutcome>(images.size());
    var done = new AtomicInteger();
    var stopped = new AtomicBoolean();
    try {
      BoundedWork.forEach(
          images.size(),
          options.parallelImages(),
          turn -> {
            int index = order[turn];
            if (stopped.get()) {
              return;
            }
            ImageOutcome outcome = copy(images.get(index));
            outcomes.set(index, outcome);
            if (outcome instanceof ImageOutcome.Failed
                && options.onFailure() == FailurePolicy.STOP) {
              stopped.set(true);
            }
            listener.on(new SyncEvent.ImageEnded(outcome, done.incrementAndGet(), images.size()));
          });
    } catch (IOException e) {
      throw new IllegalStateException("a failed image is an outcome", e);
    }
    return SyncResult.of(plan, inOrder(images, outcomes), since(start));
  }

  private ImageOutcome copy(CopyRequest request) throws InterruptedException {
    Instant start = clock.instant();
    try {
      CopyResult result = copier.copy(request);
      return new ImageOutcome.Synced(result, since(start));
    } catch (IOException e) {
      Cancellation.rethrow(e);
      return new ImageOutcome.Failed(request, e, since(start));
    } catch (InvalidFormatException e) {
      return new ImageOutcome.Failed(
          request,
          new IOException("copying %s: %s".formatted(request, e.getMessage()), e),
          since(start));
    }
  }

  private Duration since(Instant start) {
    return Duration.between(start, clock.instant());
  }

  private static List<ImageOutcome> inOrder(
      List<CopyRequest> images, AtomicReferenceArray<ImageOutcome> outcomes) {
    var ordered = new ArrayList<ImageOutcome>(images.size());
    for (int i = 0; i < images.size(); i++) {
      ImageOutcome outcome = outcomes.get(i);
      ordered.add(outcome == null ? new ImageOutcome.NotStarted(images.get(i)) : outcome);
    }
    return ordered;
  }
}
