package io.drayage.transport.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Metadata that is read whole, with a limit. */
final class SmallFile {
  private SmallFile() {}

  /** Reads a file of at most 4 MiB. */
  static byte[] read(Path file) throws IOException {
    try (InputStream in = FileSlice.open(file, 0)) {
      return read(in, file.toString());
    }
  }

  /** Reads a stream of at most 4 MiB to its end. */
  static byte[] read(InputStream in, String what) throws IOException {
    byte[] bytes = in.readNBytes(BoundedJson.MAXIMUM_SIZE + 1);
    if (bytes.length > BoundedJson.MAXIMUM_SIZE) {
      throw new IOException(
          "%s has more than %d bytes, the limit for such a file"
              .formatted(what, BoundedJson.MAXIMUM_SIZE));
    }
    return bytes;
  }
}
