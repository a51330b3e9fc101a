package io.drayage.copy.chunked;

import java.nio.ByteBuffer;

/** The checksum of ISO 3309 with 64 bits, by which tar-split recognises files. */
final class Crc64 {
  private static final long POLYNOMIAL = 0xD800000000000000L;
  private static final long[] TABLE = table();

  private long state = ~0L;

  private static long[] table() {
    long[] table = new long[256];
    for (int i = 0; i < table.length; i++) {
      long value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
      }
      table[i] = value;
    }
    return table;
  }

  void update(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      state = TABLE[(int) (state ^ bytes[i]) & 0xff] ^ (state >>> 8);
    }
  }

  /** Eight bytes, the highest first. */
  byte[] value() {
    return ByteBuffer.allocate(Long.BYTES).putLong(~state).array();
  }
}
