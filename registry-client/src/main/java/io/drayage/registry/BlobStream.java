package io.drayage.registry;

import io.drayage.image.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/**
 * A blob that is being read. It reports its end only after size and digest were found right, and
 * fails with {@link RegistryException.ContentMismatch} when they are not. Read it in large pieces
 * (64 KiB and more). Not thread-safe; the caller closes it.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class BlobStream extends InputStream {
  private final Descriptor descriptor;

  BlobStream(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** What is read: digest and size. */
  public Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
