package io.drayage.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A payload as the HTTP client sends it; counts what was written. */
final class PayloadEntity extends AbstractHttpEntity {
  private final Payload payload;
  private long written;

  PayloadEntity(Payload payload) {
    super(payload.contentType(), null, payload.length() < 0);
    this.payload = payload;
  }

  long written() {
    return written;
  }

  @Override
  public long getContentLength() {
    return payload.length();
  }

  @Override
  public boolean isRepeatable() {
    return payload.repeatable();
  }

  @Override
  public boolean isStreaming() {
    return !payload.repeatable();
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("this entity is written, not read");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    payload.writeTo(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            out.write(b);
            written++;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            written += length;
          }
        });
  }

  @Override
  public void close() {
    // Whoever made the payload closes what it reads from.
  }
}
