package io.drayage.registry;

import io.drayage.image.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * One blob on its way into a session, a chunk at a time. What the registry has confirmed is marked,
 * so that another process goes on from there: it reads the content from its beginning, for the
 * digest's sake, and sends what the registry does not have.
 *
 * <p>A chunk is read before its request begins. So a slow source does not keep a request open, and
 * a process that dies while it reads leaves a session in which every chunk is whole: distribution
 * 2.8 gives up a session in which one is not.
 */
final class ChunkedPush {
  private final Uploads uploads;
  private final BlobUpload session;
  private final Descriptor blob;
  private final Body body;
  private final ChunkTrail trail;
  private final byte[] chunk;
  private boolean continued;
  private boolean reopened;
  private int failuresInARow;
  private int restarts;

  ChunkedPush(BlobUpload session, Descriptor blob, Body body, Chunking chunking) {
    this.uploads = session.uploads();
    this.session = session;
    this.blob = blob;
    this.body = body;
    this.trail = new ChunkTrail(chunking.trail(), uploads.caller().options().clock());
    this.chunk =
        new byte[(int) Math.min(chunking.rule().bytes(session.chunkMinimum()), blob.size())];
    this.continued = session.offset() > 0;
  }

  void run() throws IOException {
    BlobPush.checkLength(session.repository(), blob, body);
    try {
      while (!send()) {
        restart();
      }
      trail.forget();
    } catch (BodyFailure e) {
      session.detach();
      throw e.reading();
    } catch (InterruptedIOException e) {
      session.detach();
      throw e;
    } catch (RegistryException.ContentMismatch
        | RegistryException.InvalidContent
        | RegistryException.Unsupported
        | RegistryException.ProtocolViolation e) {
      trail.forget();
      throw e;
    } catch (IOException e) {
      session.detach();
      throw e;
    }
  }

  /** Whether the blob is there; otherwise the session is lost. */
  private boolean send() throws IOException {
    try (InputStream in = open()) {
      while (session.offset() < blob.size()) {
        Outcome outcome = deliver(fill(in));
        if (outcome != Outcome.CONFIRMED) {
          return outcome == Outcome.ARRIVED;
        }
        trail.confirmed(session);
      }
      // Whoever verifies may do so at the end only.
      if (read(in, 0, 1) >= 0) {
        throw mismatch("more");
      }
    }
    return complete();
  }

  private void restart() throws IOException {
    trail.forget();
    continued = false;
    session.restart();
  }

  private InputStream open() throws BodyFailure {
    if (reopened && !body.reopenable()) {
      throw new BodyFailure(
          new IOException("the registry lost the upload, and the content cannot be read again"));
    }
    reopened = true;
    try {
      InputStream in = body.open(0);
      try {
        StreamPush.readPast(in, session.offset());
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
      return in;
    } catch (IOException e) {
      throw new BodyFailure(e);
    }
  }

  /** Reads a chunk, which is shorter than others only at the end; how many bytes it has. */
  private int fill(InputStream in) throws IOException {
    int length = (int) Math.min(chunk.length, blob.size() - session.offset());
    int filled = 0;
    while (filled < length) {
      int n = read(in, filled, length - filled);
      if (n < 0) {
        throw mismatch("only " + (session.offset() + filled));
      }
      filled += n;
    }
    return length;
  }

  private int read(InputStream in, int offset, int length) throws BodyFailure {
    try {
      return in.read(chunk, offset, length);
    } catch (IOException e) {
      throw new BodyFailure(e);
    }
  }

  private BodyFailure mismatch(String got) {
    return new BodyFailure(
        new EOFException(
            "the blob %s should have %d bytes and has %s"
                .formatted(blob.digest(), blob.size(), got)));
  }

  private enum Outcome {
    /** The registry has the chunk. */
    CONFIRMED,
    /** The whole blob is there, whoever brought it. */
    ARRIVED,
    /** The session is gone, or what the registry says of it makes no sense. */
    LOST
  }

  private Outcome deliver(int length) throws IOException {
    long start = session.offset();
    long end = start + length;
    while (session.offset() < end) {
      int from = (int) (session.offset() - start);
      try {
        session.append(new ByteArrayInputStream(chunk, from, length - from), length - from);
        failuresInARow = 0;
      } catch (IOException e) {
        long before = session.offset();
        Outcome outcome = recover(e);
        if (outcome != Outcome.CONFIRMED) {
          return outcome;
        }
        if (session.offset() < start || session.offset() > end) {
          return lost(e);
        }
        if (session.offset() > before) {
          failuresInARow = 0;
        }
      }
    }
    return Outcome.CONFIRMED;
  }

  /** Whether the blob is there; otherwise the session is lost. */
  private boolean complete() throws IOException {
    while (true) {
      try {
        session.complete(blob.digest());
        return true;
      } catch (IOException e) {
        Outcome outcome = recover(e);
        if (outcome != Outcome.CONFIRMED) {
          return outcome == Outcome.ARRIVED;
        }
        if (session.offset() != blob.size()) {
          return lost(e) == Outcome.ARRIVED;
        }
      }
    }
  }

  /** After it the session knows its offset, unless it is lost. */
  private Outcome recover(IOException failure) throws IOException {
    failuresInARow++;
    boolean outOfStep = failure instanceof RegistryException.InvalidContent;
    boolean passing =
        Retries.isPassing(failure)
            || (failuresInARow == 1 && failure instanceof RegistryException.Unauthorized);
    if (!passing && !outOfStep) {
      return isAboutSession(failure) ? lost(failure) : fail(failure);
    }
    if (failuresInARow >= uploads.caller().retries().attempts()) {
      return fail(failure);
    }
    uploads.caller().retries().pause(failuresInARow, RetryAfter.of(failure));
    long before = session.offset();
    try {
      session.synchronizeOffset();
    } catch (IOException e) {
      if (isAboutSession(e)) {
        return lost(e);
      }
      throw e;
    }
    if (outOfStep && session.offset() == before) {
      return lost(failure);
    }
    continued = true;
    return Outcome.CONFIRMED;
  }

  private static Outcome fail(IOException failure) throws IOException {
    throw failure;
  }

  /** A new session gets another chance; two of them, and the failure counts. */
  private Outcome lost(IOException failure) throws IOException {
    if (failure instanceof RegistryException.NotFound && isThere()) {
      return Outcome.ARRIVED;
    }
    restarts++;
    if (restarts > 2 || !(continued || Retries.isPassing(failure) || isGone(failure))) {
      throw failure;
    }
    return Outcome.LOST;
  }

  private static boolean isGone(IOException failure) {
    return failure instanceof RegistryException.NotFound
        || failure instanceof RegistryException.InvalidContent;
  }

  /** What another session may not fail with. */
  static boolean isAboutSession(IOException failure) {
    return failure instanceof RegistryException.NotFound
        || failure instanceof RegistryException.InvalidContent
        || failure instanceof RegistryException.ContentMismatch
        || failure instanceof RegistryException.Unsupported
        || failure instanceof RegistryException.ProtocolViolation;
  }

  /** The answer to the last request may have been all that was lost. */
  private boolean isThere() throws IOException {
    return new Blobs(uploads.caller()).head(session.repository(), blob.digest()).isPresent();
  }
}
