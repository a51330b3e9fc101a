package io.drayage.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Bytes to be sent. A body knows its length, when it can be known, and whether it can be read
 * again; a retry asks it. Not thread-safe.
 */
public interface Body {

  /** The number of bytes, or empty when only reading will tell. */
  OptionalLong length();

  /** Whether {@link #open(long)} may be called more than once, and with an offset. */
  boolean reopenable();

  /**
   * Opens the bytes from an offset on. The caller closes the stream.
   *
   * @param offset how many bytes to leave out; 0 unless the body is {@linkplain #reopenable()
   *     reopenable}
   */
  InputStream open(long offset) throws IOException;

  /** A body of a few bytes that are in memory already. */
  static Body of(byte[] bytes) {
    return new Body() {
      @Override
      public OptionalLong length() {
        return OptionalLong.of(bytes.length);
      }

      @Override
      public boolean reopenable() {
        return true;
      }

      @Override
      public InputStream open(long offset) {
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
      }
    };
  }
}
