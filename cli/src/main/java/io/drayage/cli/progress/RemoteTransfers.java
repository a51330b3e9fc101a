package io.drayage.cli.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What workers of a service move, as their events tell it. Thread-safe. */
public final class RemoteTransfers {
  private static final double SMOOTHING_SECONDS = 3;
  private static final int SHORT_DIGEST = 19;

  private final Map<String, Progress> workers = new LinkedHashMap<>();
  private long bytesBefore;
  private long imagesBefore;
  private long imagesExpected;
  private long bytesExpected;
  private long lastBytes;
  private long lastNanos;
  private double rate;

  /** A blob on its way; size and what is done are in bytes. */
  public record Blob(String digest, long size, long done) {}

  /** How far a worker is; its numbers begin anew with each turn that it takes. */
  public record Progress(String worker, long bytes, long images, List<Blob> blobs) {
    public Progress {
      blobs = List.copyOf(blobs);
    }
  }

  /**
   * @param nanos the time now
   */
  public RemoteTransfers(long nanos) {
    this.lastNanos = nanos;
  }

  /** What is to be done. */
  public synchronized void expect(long images, long bytes) {
    imagesExpected = images;
    bytesExpected = bytes;
  }

  /** What a worker says. */
  public synchronized void progress(Progress progress) {
    Progress before = workers.put(progress.worker(), progress);
    if (before != null
        && (progress.bytes() < before.bytes() || progress.images() < before.images())) {
      bytesBefore += before.bytes();
      imagesBefore += before.images();
    }
  }

  /** The state now; the rate is counted from one snapshot to the next. */
  public synchronized BarPicture snapshot(long nanos) {
    long moved = bytesBefore;
    long images = imagesBefore;
    List<Transfers.Line> blobs = new ArrayList<>();
    for (Progress worker : workers.values()) {
      moved += worker.bytes();
      images += worker.images();
      for (Blob blob : worker.blobs()) {
        blobs.add(new Transfers.Line(shortened(blob.digest()), blob.done(), blob.size()));
      }
    }
    double seconds = (nanos - lastNanos) / 1e9;
    if (seconds > 0) {
      double now = Math.max(0, moved - lastBytes) / seconds;
      rate = rate == 0 ? now : rate + Math.min(1, seconds / SMOOTHING_SECONDS) * (now - rate);
      lastNanos = nanos;
      lastBytes = moved;
    }
    long total = Math.max(bytesExpected, moved);
    Optional<Duration> remaining =
        rate < 1 || bytesExpected == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) (1000 * (total - moved) / rate)));
    return new BarPicture(
        new Transfers.Snapshot(
            blobs,
            new Transfers.Line(
                "%d/%d images".formatted(images, Math.max(images, imagesExpected)), moved, total),
            rate,
            remaining));
  }

  private static String shortened(String digest) {
    return digest.length() > SHORT_DIGEST ? digest.substring(0, SHORT_DIGEST) : digest;
  }
}
