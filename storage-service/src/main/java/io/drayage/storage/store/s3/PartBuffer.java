package io.drayage.storage.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of an upload that no part holds yet; it grows as they come, up to the size of a part.
 */
final class PartBuffer {
  /** The size of a part in bytes: with 10,000 parts an upload may have 78 GiB. */
  static final int CAPACITY = 8 * 1024 * 1024;

  private static final int FIRST = 64 * 1024;

  private byte[] bytes = new byte[FIRST];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isFull() {
    return length == CAPACITY;
  }

  void clear() {
    length = 0;
  }

  void add(int one) {
    grow();
    bytes[length++] = (byte) one;
  }

  /** Reads once, as much as there is room for; there must be some. */
  int readFrom(InputStream in) throws IOException {
    grow();
    int read = in.read(bytes, length, bytes.length - length);
    length += Math.max(0, read);
    return read;
  }

  private void grow() {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(CAPACITY, 2 * bytes.length));
    }
  }
}
