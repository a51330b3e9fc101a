package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is being read. A connection that breaks is continued where it broke. The last bytes
 * are handed out only after size and digest were found right; {@link
 * RegistryException.ContentMismatch} says that they are not. Read it in large pieces (64 KiB and
 * more). Not thread-safe; the caller closes it.
 */
public final class BlobStream extends InputStream {
  private final Blobs blobs;
  private final Retries retries;
  private final RepositoryName repository;
  private final Descriptor descriptor;
  private final HostGate.Permit permit;
  private final MessageDigest computation;
  private @Nullable Answer answer;
  private long position;
  private int failuresInARow;
  private boolean verified;

  /** What is read, and the permit that reading it takes. */
  record Source(RepositoryName repository, Descriptor descriptor, HostGate.Permit permit) {}

  /**
   * @param answer with the whole blob, from its first byte on
   */
  BlobStream(Blobs blobs, Retries retries, Source source, Answer answer) {
    this.blobs = blobs;
    this.retries = retries;
    this.repository = source.repository();
    this.descriptor = source.descriptor();
    this.permit = source.permit();
    this.computation = descriptor.digest().algorithm().newMessageDigest();
    this.answer = answer;
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
    if (length == 0) {
      return 0;
    }
    if (verified) {
      return -1;
    }
    while (true) {
      try {
        int n = open().body().read(buffer, offset, length);
        if (n < 0 && position < descriptor.size()) {
          throw new EOFException("the answer ended after %d bytes".formatted(position));
        }
        return accept(buffer, offset, n);
      } catch (RegistryException | Interruption e) {
        throw e;
      } catch (IOException e) {
        recover(e);
      }
    }
  }

  private Answer open() throws IOException {
    Answer current = answer;
    if (current == null) {
      current = blobs.request(repository, descriptor, position);
      answer = current;
    }
    return current;
  }

  private int accept(byte[] buffer, int offset, int n) throws IOException {
    if (n > 0) {
      if (position + n > descriptor.size()) {
        throw mismatch("more than %d bytes came".formatted(descriptor.size()));
      }
      computation.update(buffer, offset, n);
      position += n;
      failuresInARow = 0;
    }
    if (position == descriptor.size()) {
      verify();
    }
    return n;
  }

  /** Nothing may follow, and the digest must be right. */
  private void verify() throws IOException {
    if (answer != null && answer.contentLength().isEmpty() && answer.body().read() >= 0) {
      throw mismatch("more than %d bytes came".formatted(descriptor.size()));
    }
    Digest actual = Digest.finish(descriptor.digest().algorithm(), computation);
    if (!actual.equals(descriptor.digest())) {
      throw mismatch("what came has the digest " + actual);
    }
    verified = true;
    if (answer != null) {
      answer.close();
    }
    permit.close();
  }

  private void recover(IOException failure) throws IOException {
    if (answer != null) {
      answer.abort();
      answer = null;
    }
    String what = "reading the blob %s@%s".formatted(repository, descriptor.digest());
    if (Thread.currentThread().isInterrupted()) {
      throw Interruption.during(what, failure);
    }
    failuresInARow++;
    if (failuresInARow >= retries.attempts()) {
      throw Failures.unavailable(
          what + " after %d of %d bytes".formatted(position, descriptor.size()),
          repository.registry().value(),
          failure);
    }
    retries.pause(failuresInARow, Optional.empty());
  }

  private IOException mismatch(String got) {
    return new RegistryException.ContentMismatch(
        "reading the blob %s@%s: %s".formatted(repository, descriptor.digest(), got));
  }

  @Override
  public void close() {
    if (answer != null) {
      answer.abort();
    }
    permit.close();
  }
}
