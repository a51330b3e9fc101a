package io.drayage.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The body of an answer: counts, and gives up on a peer that sends too slowly. Only time spent
 * waiting for the peer counts, so a slow reader is not blamed on it.
 */
final class AnswerBody extends InputStream {
  private static final int WINDOW = 1 << 20;

  private final InputStream in;
  private final long slowestNanos;
  private long count;
  private long windowBytes;
  private long windowNanos;
  private Toll toll = Toll.FREE;

  AnswerBody(InputStream in, Duration slowest) {
    this.in = in;
    this.slowestNanos = slowest.toNanos();
  }

  /** Lets bytes pass as fast as they may; that time is not the peer's. */
  void passing(Toll other) {
    toll = other;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long begin = System.nanoTime();
    int n = in.read(buffer, offset, length);
    windowNanos += System.nanoTime() - begin;
    if (n > 0) {
      count += n;
      windowBytes += n;
      toll.pass(n);
    }
    if (windowBytes >= WINDOW) {
      windowBytes = 0;
      windowNanos = 0;
    } else if (n > 0 && windowNanos > slowestNanos) {
      throw new SocketTimeoutException(
          "only %d bytes came in %d s".formatted(windowBytes, windowNanos / 1_000_000_000));
    }
    return n;
  }
}
