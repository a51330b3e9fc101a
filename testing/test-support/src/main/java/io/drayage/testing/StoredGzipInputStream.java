package io.drayage.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Wraps bytes into gzip without compressing them: RFC 1952 around stored blocks of RFC 1951,
 * section 3.2.4.
 */
final class StoredGzipInputStream extends InputStream {
  private static final int BLOCK = 65_535;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
  private static final int BLOCK_OVERHEAD = 5;
  private static final int TRAILER = 8;

  private final InputStream in;
  private final CRC32 crc = new CRC32();
  private final byte[] space = new byte[BLOCK + BLOCK_OVERHEAD + TRAILER];
  private final long length;
  private ByteBuffer ready = ByteBuffer.wrap(HEADER);
  private long taken;
  private boolean finished;

  /** Wraps {@code length} bytes of a stream, which is closed with this one. */
  StoredGzipInputStream(InputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  /** How long the gzip of so many bytes is. */
  static long wrappedLength(long length) {
    long blocks = Math.max(1, (length + BLOCK - 1) / BLOCK);
    return HEADER.length + length + blocks * BLOCK_OVERHEAD + TRAILER;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, buffer.length);
    if (!ready.hasRemaining()) {
      if (finished) {
        return -1;
      }
      fill();
    }
    int n = Math.min(count, ready.remaining());
    ready.get(buffer, from, n);
    return n;
  }

  private void fill() throws IOException {
    int size = (int) Math.min(BLOCK, length - taken);
    if (in.readNBytes(space, BLOCK_OVERHEAD, size) != size) {
      throw new IOException("the content ended before its %d bytes".formatted(length));
    }
    crc.update(space, BLOCK_OVERHEAD, size);
    taken += size;
    finished = taken == length;
    ByteBuffer block = ByteBuffer.wrap(space).order(ByteOrder.LITTLE_ENDIAN);
    block.put((byte) (finished ? 1 : 0)).putShort((short) size).putShort((short) ~size);
    block.position(BLOCK_OVERHEAD + size);
    if (finished) {
      block.putInt((int) crc.getValue()).putInt((int) length);
    }
    ready = block.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
