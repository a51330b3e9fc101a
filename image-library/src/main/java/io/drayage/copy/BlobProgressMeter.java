package io.drayage.copy;

import io.drayage.image.Descriptor;

/** Tells a listener how far a blob is, ten times a second at most. Used by one thread at a time. */
public final class BlobProgressMeter {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final long MINIMUM_BYTES = 256 * 1024;

  private final CopyRequest request;
  private final Descriptor blob;
  private final ProgressListener listener;
  private long nextBytes = MINIMUM_BYTES;
  private long lastNanos = System.nanoTime();

  public BlobProgressMeter(CopyRequest request, Descriptor blob, ProgressListener listener) {
    this.request = request;
    this.blob = blob;
    this.listener = listener;
  }

  /** So many bytes were read until now. */
  public void at(long bytes) {
    if (bytes < nextBytes) {
      return;
    }
    nextBytes = bytes + MINIMUM_BYTES;
    long now = System.nanoTime();
    if (now - lastNanos >= INTERVAL_NANOS) {
      lastNanos = now;
      listener.on(new ProgressEvent.BlobProgress(request, blob, bytes));
    }
  }
}
