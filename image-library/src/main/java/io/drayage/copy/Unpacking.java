package io.drayage.copy;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/** Takes a layer out of whatever it is packed in. */
final class Unpacking {
  static final int BUFFER = 128 * 1024;

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
    in.mark(LayerEncoding.SNIFF_LENGTH);
    byte[] start = in.readNBytes(LayerEncoding.SNIFF_LENGTH);
    in.reset();
    return switch (LayerEncoding.sniff(start)) {
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case ZSTD -> new ZstdInputStream(in);
      case PLAIN -> in;
      case OTHER ->
          throw new IOException(
              "the layer is packed by bzip2 or xz, which is not supported: copy it as it is");
    };
  }
}
