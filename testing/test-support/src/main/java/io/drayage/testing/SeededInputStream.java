package io.drayage.testing;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Bytes that look random and depend on a seed only: one block of random words, combined with the
 * number of the block. Faster than any network, so that it never is what a test measures.
 */
final class SeededInputStream extends InputStream {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 64 * 1024;
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private final long[] pattern = new long[BLOCK / Long.BYTES];
  private final byte[] block = new byte[BLOCK];
  private final long length;
  private long position;

  SeededInputStream(long seed, long length) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] = random.nextLong();
    }
    this.length = length;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int count) {
    Objects.checkFromIndexSize(from, count, buffer.length);
    if (count == 0) {
      return 0;
    }
    if (position == length) {
      return -1;
    }
    int inBlock = (int) (position % BLOCK);
    if (inBlock == 0) {
      fill(position / BLOCK);
    }
    int n = (int) Math.min(Math.min(count, BLOCK - inBlock), length - position);
    System.arraycopy(block, inBlock, buffer, from, n);
    position += n;
    return n;
  }

  @Override
  public long skip(long count) {
    long n = Math.max(0, Math.min(count, length - position));
    position += n;
    if (position % BLOCK != 0) {
      fill(position / BLOCK);
    }
    return n;
  }

  @Override
  public int available() {
    return (int) Math.min(BLOCK, length - position);
  }

  private void fill(long number) {
    long mask = (number + 1) * STEP;
    for (int i = 0; i < pattern.length; i++) {
      WORDS.set(block, i * Long.BYTES, pattern[i] ^ Long.rotateLeft(mask, i & 63));
    }
  }
}
