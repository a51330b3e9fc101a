package io.drayage.copy.chunked;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Zstandard frames one after another: RFC 8878. Knows where each begins. */
final class Frames {
  private static final int SKIPPABLE = 0x184D2A50;
  private static final int HEADER = 8;

  private final Counting out;
  private final ZstdOutputStream zstd;

  Frames(OutputStream out, int level) throws IOException {
    this.out = new Counting(out);
    this.zstd = new ZstdOutputStream(this.out, level).setCloseFrameOnFlush(true);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    zstd.write(bytes, offset, length);
  }

  /** Ends the frame that is open, if one is; the next byte begins another at the result. */
  long end() throws IOException {
    zstd.flush();
    return out.count;
  }

  /**
   * Adds a frame that decompressors pass over; no other may be open.
   *
   * @return where its content begins
   */
  long skippable(byte[] content) throws IOException {
    out.write(
        ByteBuffer.allocate(HEADER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(SKIPPABLE)
            .putInt(content.length)
            .array());
    long position = out.count;
    out.write(content);
    return position;
  }

  /** Gives back the compressor's memory; the stream beneath stays open. */
  void close() throws IOException {
    zstd.close();
  }

  private static final class Counting extends FilterOutputStream {
    private long count;

    private Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
