package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A stream that reports its end only after the size and the digest of everything read were found
 * right. When the size is known, the check happens with the last byte already: nobody who counts
 * the bytes gets all of them unverified. Not thread-safe; closing it closes the stream beneath.
 */
public final class VerifiedInputStream extends InputStream {
  private final InputStream in;
  private final Digest expected;
  private final OptionalLong size;
  private final String origin;
  private final MessageDigest computation;
  private long count;
  private boolean verified;
  private @Nullable ContentMismatchException failure;

  /**
   * Wraps a stream that is at its beginning.
   *
   * @param size the number of bytes there must be; empty when that is not known
   * @param origin where the content comes from, for messages
   */
  public VerifiedInputStream(InputStream in, Digest expected, OptionalLong size, String origin) {
    this.in = in;
    this.expected = expected;
    this.size = size;
    this.origin = origin;
    this.computation = expected.algorithm().newMessageDigest();
  }

  /** The size that a descriptor asks for; empty for 0 bytes with a digest that is not theirs. */
  public static OptionalLong knownSize(Descriptor descriptor) {
    return descriptor.size() > 0 || descriptor.digest().matches(new byte[0])
        ? OptionalLong.of(descriptor.size())
        : OptionalLong.empty();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (length == 0) {
      return 0;
    }
    if (verified) {
      return -1;
    }
    int read = in.read(buffer, offset, length);
    if (read < 0) {
      verify();
      return -1;
    }
    count += read;
    computation.update(buffer, offset, read);
    if (size.isPresent() && count >= size.getAsLong()) {
      verifyLastBytes();
    }
    return read;
  }

  private void verifyLastBytes() throws IOException {
    if (count > size.getAsLong() || in.read() >= 0) {
      throw fail("more than the %d bytes it must have".formatted(size.getAsLong()));
    }
    verify();
  }

  private void verify() throws IOException {
    if (size.isPresent() && count != size.getAsLong()) {
      throw fail("%d bytes, not the %d it must have".formatted(count, size.getAsLong()));
    }
    Digest actual = Digest.finish(expected.algorithm(), computation);
    if (!actual.equals(expected)) {
      throw fail("the digest " + actual);
    }
    verified = true;
  }

  private ContentMismatchException fail(String what) {
    failure = new ContentMismatchException("%s in %s has %s".formatted(expected, origin, what));
    return failure;
  }

  @Override
  public int available() throws IOException {
    return verified || failure != null ? 0 : in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
