package io.drayage.copy;

import com.github.luben.zstd.ZstdInputStream;
import io.drayage.image.LayerCompression;
import java.io.BufferedInputStream;
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
   * Writes what is in the stream. It is read to its end in any case, since only that tells whether
   * its digest was right.
   */
  static void copy(InputStream in, OutputStream out) throws IOException {
    InputStream buffered = new BufferedInputStream(in, BUFFER);
    pump(unpacked(buffered), out);
    pump(buffered, OutputStream.nullOutputStream());
  }

  private static void pump(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
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
