package io.drayage.copier.domain.event;

import io.drayage.copy.BlobOutcome;
import io.drayage.copy.ProgressEvent;
import io.drayage.copy.ProgressListener;
import io.drayage.image.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what a worker moves for a run. Thread-safe. */
public final class RunProgress implements ProgressListener {
  /** More than these between two looks are counted by the log of the registry, not by us. */
  private static final int MOST_RETRIES = 100;

  private static final int LONGEST_REASON = 500;

  private final String worker;
  private final Map<Digest, Progress.Blob> moving = new LinkedHashMap<>();
  private final List<Retry> retries = new ArrayList<>();
  private long bytes;
  private long images;
  private boolean changed;

  /**
   * @param worker the name of this replica
   */
  public RunProgress(String worker) {
    this.worker = worker;
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.BlobStarted(_, var blob) ->
          move(blob.digest(), new Progress.Blob(blob.digest().toString(), blob.size(), 0));
      case ProgressEvent.BlobProgress(_, var blob, var done) ->
          move(blob.digest(), new Progress.Blob(blob.digest().toString(), blob.size(), done));
      case ProgressEvent.BlobDone(_, var blob, var outcome) -> {
        changed = true;
        moving.remove(blob.digest());
        if (outcome == BlobOutcome.TRANSFERRED) {
          bytes += blob.size();
        }
      }
      case ProgressEvent.ImageDone _, ProgressEvent.ImageFailed _ -> {
        changed = true;
        images++;
      }
      case ProgressEvent.Retrying(var request, var step, var cause, var attempt, _) -> {
        if (retries.size() < MOST_RETRIES) {
          String destination = request.destination().toString().replaceFirst("^docker://", "");
          retries.add(new Retry(destination, step, shortened(cause), attempt));
        }
      }
      case ProgressEvent.ImageStarted _,
          ProgressEvent.ImagePlanned _,
          ProgressEvent.ManifestPut _,
          ProgressEvent.SignaturesPut _ -> {}
    }
  }

  private void move(Digest digest, Progress.Blob blob) {
    changed = true;
    moving.put(digest, blob);
  }

  private static String shortened(Exception cause) {
    String text = String.valueOf(cause.getMessage());
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
  }

  /** What has happened since the last time; the retries are forgotten here. */
  public synchronized News take() {
    List<Progress.Blob> blobs = moving.values().stream().limit(Progress.MOST_BLOBS).toList();
    long unfinished = moving.values().stream().mapToLong(Progress.Blob::done).sum();
    News news =
        new News(
            changed, new Progress(worker, bytes + unfinished, images, blobs), List.copyOf(retries));
    changed = false;
    retries.clear();
    return news;
  }

  /**
   * What is worth telling.
   *
   * @param moved whether the progress is another than the last time
   */
  public record News(boolean moved, Progress progress, List<Retry> retries) {}
}
