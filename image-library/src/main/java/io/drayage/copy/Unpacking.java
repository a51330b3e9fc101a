package io.drayage.copy;

import io.drayage.transport.Compression;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Takes a layer out of whatever it is packed in. */
final class Unpacking {
  private Unpacking() {}

  /**
   * What is in a stream. At its end the stream has been read to its own end, too, since only that
   * tells whether its digest was right. Closing the result closes the stream.
   */
  static InputStream of(InputStream packed) throws IOException {
    return new FilterInputStream(Compression.uncompressed(packed, "the layer")) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0) {
          packed.transferTo(OutputStream.nullOutputStream());
        }
        return count;
      }
    };
  }
}
