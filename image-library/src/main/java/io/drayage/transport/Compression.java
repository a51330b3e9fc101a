package io.drayage.transport;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How a file is compressed, told by its first bytes. */
public enum Compression {
  NONE,
  GZIP,
  ZSTD,
  BZIP2,
  XZ;

  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_MAGIC = 6;

  /** Looks at the beginning and leaves the stream, which must support marks, where it was. */
  private static Compression of(BufferedInputStream in) throws IOException {
    in.mark(LONGEST_MAGIC);
    byte[] start = in.readNBytes(LONGEST_MAGIC);
    in.reset();
    return of(start);
  }

  /** What the first bytes show; six are enough. */
  public static Compression of(byte[] start) {
    if (begins(start, 0x1f, 0x8b, 0x08)) {
      return GZIP;
    }
    if (begins(start, 0x28, 0xb5, 0x2f, 0xfd)) {
      return ZSTD;
    }
    if (begins(start, 'B', 'Z', 'h')) {
      return BZIP2;
    }
    return begins(start, 0xfd, '7', 'z', 'X', 'Z', 0) ? XZ : NONE;
  }

  private static boolean begins(byte[] start, int... magic) {
    if (start.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((start[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Wraps a stream so that it reads plain bytes; closing the result closes it.
   *
   * @param what names the content in errors
   */
  public static InputStream uncompressed(InputStream in, String what) throws IOException {
    var buffered = new BufferedInputStream(in, BUFFER);
    return switch (of(buffered)) {
      case NONE -> buffered;
      case GZIP -> new GZIPInputStream(buffered, BUFFER);
      case ZSTD -> new ZstdInputStream(buffered);
      case BZIP2 -> throw unsupported(what, "bzip2");
      case XZ -> throw unsupported(what, "xz");
    };
  }

  private static IOException unsupported(String what, String format) {
    return new IOException(
        "%s is compressed by %s, which is not supported: unpack it, or compress it by gzip or zstd"
            .formatted(what, format));
  }
}
