package io.drayage.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Changes the byte at one offset. */
final class FlippedByteInputStream extends FilterInputStream {
  private final long offset;
  private long position;

  FlippedByteInputStream(InputStream in, long offset) {
    super(in);
    this.offset = offset;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value < 0) {
      return value;
    }
    return position++ == offset ? value ^ 0xff : value;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int n = super.read(buffer, from, length);
    if (n > 0) {
      if (offset >= position && offset < position + n) {
        buffer[from + (int) (offset - position)] ^= (byte) 0xff;
      }
      position += n;
    }
    return n;
  }
}
