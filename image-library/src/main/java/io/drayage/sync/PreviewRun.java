package io.drayage.sync;

import io.drayage.copy.Copier;
import io.drayage.copy.CopyPlan;
import io.drayage.copy.CopyRequest;
import io.drayage.image.InvalidFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Asks the copier what it would do with the images of a plan. */
final class PreviewRun {
  private final Copier copier;
  private final SyncListener listener;

  PreviewRun(Copier copier, SyncListener listener) {
    this.copier = copier;
    this.listener = listener;
  }

  SyncPreview preview(SyncPlan plan, SyncOptions options) throws InterruptedException {
    List<CopyRequest> images = plan.images();
    var previews = new AtomicReferenceArray<ImagePreview>(images.size());
    try {
      BoundedWork.forEach(
          images.size(),
          options.parallelImages(),
          index -> previews.set(index, preview(images.get(index))));
    } catch (IOException e) {
      throw new IllegalStateException("an image that cannot be planned is an outcome", e);
    }
    var ordered = new ArrayList<ImagePreview>(images.size());
    for (int i = 0; i < images.size(); i++) {
      ordered.add(Objects.requireNonNull(previews.get(i)));
    }
    return new SyncPreview(ordered, plan.problems(), plan.sources());
  }

  private ImagePreview preview(CopyRequest request) throws InterruptedException {
    try {
      CopyPlan plan = copier.plan(request);
      listener.on(new SyncEvent.ImagePreviewed(plan));
      return ImagePreview.Planned.of(plan);
    } catch (IOException e) {
      Cancellation.rethrow(e);
      return new ImagePreview.Failed(request, e);
    } catch (InvalidFormatException e) {
      return new ImagePreview.Failed(
          request, new IOException("planning %s: %s".formatted(request, e.getMessage()), e));
    }
  }
}
