package io.drayage.copy;

import com.github.luben.zstd.ZstdInputStream;
import io.drayage.image.LayerCompression;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/** Takes a layer out of whatever it is packed in. */
final class Unpacking {
  static final int BUFFER = 128 * 1024;
  private static final int LONGEST_MAGIC = 6;

  private Unpacking() {}

  /**
   * What is in a stream. At its end the stream has been read to its own end, too, since only that
   * tells whether its digest was right. Closing the result closes the stream.
   */
  static InputStream of(InputStream in) throws IOException {
    InputStream buffered = new BufferedInputStream(in, BUFFER);
    return new FilterInputStream(unpacked(buffered)) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0) {
          buffered.transferTo(OutputStream.nullOutputStream());
        }
        return count;
      }
    };
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    in.mark(LONGEST_MAGIC);
    byte[] start = in.readNBytes(LONGEST_MAGIC);
    in.reset();
    return switch (compression(start)) {
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case ZSTD -> new ZstdInputStream(in);
      case NONE -> in;
      case UNKNOWN ->
          throw new IOException(
              "the layer is packed by bzip2 or xz, which is not supported: copy it as it is");
    };
  }

  /** What the first bytes show, whatever the media type says. */
  private static LayerCompression compression(byte[] start) {
    if (begins(start, 0x1f, 0x8b, 0x08)) {
      return LayerCompression.GZIP;
    }
    if (begins(start, 0x28, 0xb5, 0x2f, 0xfd)) {
      return LayerCompression.ZSTD;
    }
    boolean other = begins(start, 'B', 'Z', 'h') || begins(start, 0xfd, '7', 'z', 'X', 'Z', 0);
    return other ? LayerCompression.UNKNOWN : LayerCompression.NONE;
  }

  private static boolean begins(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
