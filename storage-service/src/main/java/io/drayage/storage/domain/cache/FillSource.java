package io.drayage.storage.domain.cache;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What is fetched, on its way to the file; tells the fill how far it is, and who failed. */
final class FillSource extends InputStream {
  private final InputStream content;
  private final Fill fill;
  private final Cancellation cancellation;
  private long received;
  private @Nullable IOException failure;

  FillSource(InputStream content, Fill fill, Cancellation cancellation) {
    this.content = content;
    this.fill = fill;
    this.cancellation = cancellation;
  }

  /** The failure of the upstream, if it was that which failed. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    fill.progress(received);
    try {
      int read = cancellation.during(() -> content.read(buffer, offset, length));
      received += Math.max(read, 0);
      return read;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
