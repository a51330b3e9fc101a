package io.drayage.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream as a body. It can be sent once, and must be exactly as long as it was said to be. */
final class StreamPayload implements Payload {
  private static final int BUFFER = 128 * 1024;

  private final InputStream in;
  private final long length;
  private final Toll toll;
  private long written;

  /**
   * @param length in bytes, or -1 when only reading will tell
   */
  StreamPayload(InputStream in, long length, Toll toll) {
    this.toll = toll;
    this.in = in;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  /** Bytes that were sent so far. */
  long written() {
    return written;
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public String contentType() {
    return "application/octet-stream";
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int n;
    while ((n = read(buffer)) >= 0) {
      written += n;
      if (length >= 0 && written > length) {
        throw lengthFailure("more");
      }
      toll.pass(n);
      out.write(buffer, 0, n);
    }
    if (length >= 0 && written < length) {
      throw lengthFailure("only " + written);
    }
  }

  private int read(byte[] buffer) throws BodyFailure {
    try {
      return in.read(buffer, 0, buffer.length);
    } catch (BodyFailure e) {
      throw e;
    } catch (IOException e) {
      throw new BodyFailure(e);
    }
  }

  private BodyFailure lengthFailure(String got) {
    return new BodyFailure(
        new RegistryException.ContentMismatch(
            "the content that is to be sent should have %d bytes and has %s"
                .formatted(length, got)));
  }
}
