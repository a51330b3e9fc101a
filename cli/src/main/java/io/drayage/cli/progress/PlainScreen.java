package io.drayage.cli.progress;

import io.drayage.copy.ProgressEvent;
import io.drayage.image.Digest;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Writes whole lines, for logs: nothing is redrawn, nothing is coloured. */
public final class PlainScreen implements Screen {
  private static final long INTERVAL_NANOS = 15_000_000_000L;

  private final PrintStream out;
  private final Detail detail;
  private final LongSupplier nanoTime;
  private final Map<Digest, Long> lastReports = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a clock; of a blob that takes long there is a line every 15 seconds
   */
  public PlainScreen(PrintStream out, Detail detail, LongSupplier nanoTime) {
    this.out = out;
    this.detail = detail;
    this.nanoTime = nanoTime;
  }

  @Override
  public void on(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.BlobStarted(_, var blob) ->
          lastReports.put(blob.digest(), nanoTime.getAsLong());
      case ProgressEvent.BlobProgress progress -> reportSometimes(progress);
      case ProgressEvent.BlobDone(_, var blob, _) -> lastReports.remove(blob.digest());
      case ProgressEvent.ImageStarted _,
          ProgressEvent.ImagePlanned _,
          ProgressEvent.ManifestPut _,
          ProgressEvent.SignaturesPut _,
          ProgressEvent.Retrying _,
          ProgressEvent.ImageDone _,
          ProgressEvent.ImageFailed _ -> {}
    }
    Lines.of(event, detail).ifPresent(this::line);
  }

  private void reportSometimes(ProgressEvent.BlobProgress progress) {
    Digest digest = progress.blob().digest();
    long now = nanoTime.getAsLong();
    Long last = lastReports.get(digest);
    if (last != null && now - last < INTERVAL_NANOS) {
      return;
    }
    lastReports.put(digest, now);
    line(
        "Blob %s: %s of %s"
            .formatted(
                Lines.shortened(digest),
                Sizes.bytes(progress.bytes()),
                Sizes.bytes(progress.blob().size())));
  }

  @Override
  public void line(String text) {
    synchronized (out) {
      out.println(text);
      out.flush();
    }
  }

  @Override
  public void close() {
    out.flush();
  }
}
