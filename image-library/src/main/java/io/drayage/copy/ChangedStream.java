package io.drayage.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A layer that is packed anew while it is read. No more of it is held than one piece of the source
 * makes. Closing it does not close the source. Not thread-safe.
 */
final class ChangedStream extends InputStream {

  /** Puts a compressor in front of a stream. */
  @FunctionalInterface
  interface Packing {
    OutputStream into(OutputStream out) throws IOException;
  }

  static final int BUFFER = 128 * 1024;

  private final InputStream plain;
  private final ByteArrayOutputStream made = new ByteArrayOutputStream();
  private final OutputStream packing;
  private final byte[] piece = new byte[BUFFER];
  private InputStream ready = InputStream.nullInputStream();
  private boolean ended;

  /**
   * Wraps a layer.
   *
   * @param source packed in any way that {@link Unpacking} knows
   */
  ChangedStream(InputStream source, Packing packing) throws IOException {
    this.plain = Unpacking.of(source);
    this.packing = packing.into(made);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = ready.read(buffer, offset, length);
    while (count < 0 && !ended) {
      refill();
      count = ready.read(buffer, offset, length);
    }
    return count;
  }

  private void refill() throws IOException {
    // Whole pieces: what a compressor makes may depend on how its input is cut.
    int count = plain.readNBytes(piece, 0, piece.length);
    packing.write(piece, 0, count);
    if (count < piece.length) {
      packing.close();
      ended = true;
    }
    ready = new ByteArrayInputStream(made.toByteArray());
    made.reset();
  }

  /** Gives back what the compressor holds. */
  @Override
  public void close() throws IOException {
    packing.close();
  }
}
