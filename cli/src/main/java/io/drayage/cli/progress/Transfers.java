package io.drayage.cli.progress;

import io.drayage.copy.BlobOutcome;
import io.drayage.copy.ProgressEvent;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is moving right now, and how fast. Not thread-safe: the screen guards it. */
final class Transfers {
  /** Bytes per second are averaged over about this time. */
  private static final double SMOOTHING_SECONDS = 3;

  private static final class Moving {
    final Descriptor blob;
    long bytes;

    Moving(Descriptor blob) {
      this.blob = blob;
    }
  }

  /**
   * One line of the display.
   *
   * @param done of the total, in bytes
   */
  record Line(String label, long done, long total) {}

  /**
   * Everything at one moment.
   *
   * @param bytesPerSecond 0 when nothing is known yet
   * @param remaining until all known blobs are moved
   */
  record Snapshot(
      List<Line> blobs, Line total, double bytesPerSecond, Optional<Duration> remaining) {}

  private final Map<Digest, Moving> moving = new LinkedHashMap<>();
  private int blobsPlanned;
  private int blobsDone;
  private long bytesPlanned;
  private long bytesDone;
  private long lastBytes;
  private long lastNanos;
  private double rate;

  Transfers(long nanos) {
    lastNanos = nanos;
  }

  void on(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.BlobStarted(_, var blob) -> {
        if (moving.putIfAbsent(blob.digest(), new Moving(blob)) == null) {
          blobsPlanned++;
          bytesPlanned += blob.size();
        }
      }
      case ProgressEvent.BlobProgress(_, var blob, var bytes) -> {
        Moving one = moving.get(blob.digest());
        if (one != null) {
          one.bytes = bytes;
        }
      }
      case ProgressEvent.BlobDone(_, var blob, var outcome) -> end(blob, outcome);
      case ProgressEvent.ImageStarted _,
          ProgressEvent.ImagePlanned _,
          ProgressEvent.ManifestPut _,
          ProgressEvent.SignaturesPut _,
          ProgressEvent.Retrying _,
          ProgressEvent.ImageDone _,
          ProgressEvent.ImageFailed _ -> {}
    }
  }

  private void end(Descriptor blob, BlobOutcome outcome) {
    if (moving.remove(blob.digest()) == null) {
      return;
    }
    if (outcome != BlobOutcome.TRANSFERRED) {
      blobsPlanned--;
      bytesPlanned -= blob.size();
      return;
    }
    blobsDone++;
    bytesDone += blob.size();
  }

  /** The state now; the rate is counted from one snapshot to the next. */
  Snapshot snapshot(long nanos) {
    long moved = bytesDone + moving.values().stream().mapToLong(one -> one.bytes).sum();
    double seconds = (nanos - lastNanos) / 1e9;
    if (seconds > 0) {
      double now = Math.max(0, moved - lastBytes) / seconds;
      double weight = Math.min(1, seconds / SMOOTHING_SECONDS);
      rate = rate == 0 ? now : rate + weight * (now - rate);
      lastNanos = nanos;
      lastBytes = moved;
    }
    List<Line> blobs = new ArrayList<>();
    for (Moving one : moving.values()) {
      blobs.add(new Line(Lines.shortened(one.blob.digest()), one.bytes, one.blob.size()));
    }
    Line total = new Line("%d/%d blobs".formatted(blobsDone, blobsPlanned), moved, bytesPlanned);
    return new Snapshot(blobs, total, rate, remaining(moved));
  }

  private Optional<Duration> remaining(long moved) {
    return rate < 1
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (1000 * (bytesPlanned - moved) / rate)));
  }
}
