package io.drayage.registry;

import java.io.IOException;
import java.io.OutputStream;

/** The body of one request. */
interface Payload {

  /** Bytes, or -1 when only writing will tell. */
  long length();

  /** Whether it can be written more than once. */
  boolean repeatable();

  void writeTo(OutputStream out) throws IOException;

  String contentType();

  static Payload of(byte[] bytes, String contentType) {
    return new Payload() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public boolean repeatable() {
        return true;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }

      @Override
      public String contentType() {
        return contentType;
      }
    };
  }

  /** A body without a byte; says {@code Content-Length: 0}. */
  static Payload empty() {
    return of(new byte[0], "application/octet-stream");
  }
}
