package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.io.InputStream;

/**
 * One blob on its way into a session. When a request breaks, the registry is asked how far it got
 * before anything is sent again; a session that is lost is begun anew.
 */
final class BlobPush {
  private final Uploads uploads;
  private final BlobUpload session;
  private final Descriptor blob;
  private final Body body;
  private int failuresInARow;

  BlobPush(Uploads uploads, BlobUpload session, Descriptor blob, Body body) {
    this.uploads = uploads;
    this.session = session;
    this.blob = blob;
    this.body = body;
  }

  void run() throws IOException {
    checkLength(session.repository(), blob, body);
    boolean done = false;
    while (!done) {
      try {
        send();
        done = true;
      } catch (BodyFailure e) {
        throw e.reading();
      } catch (IOException e) {
        done = recover(e);
      }
    }
  }

  /** What is said to be too long or too short is not sent at all. */
  static void checkLength(RepositoryName repository, Descriptor blob, Body body)
      throws RegistryException {
    if (body.length().isPresent() && body.length().getAsLong() != blob.size()) {
      throw new RegistryException.ContentMismatch(
          "writing the blob %s to %s: it should have %d bytes, the content has %d"
              .formatted(blob.digest(), repository, blob.size(), body.length().getAsLong()));
    }
  }

  private void send() throws IOException {
    long offset = session.offset();
    try (InputStream in = open(offset)) {
      if (body.length().isPresent() && offset == 0) {
        session.putWhole(blob.digest(), in, blob.size());
        return;
      }
      session.append(in, body.length().isPresent() ? blob.size() - offset : -1);
    }
    session.complete(blob.digest());
  }

  private InputStream open(long offset) throws BodyFailure {
    try {
      return body.open(offset);
    } catch (IOException e) {
      throw new BodyFailure(e);
    }
  }

  /** Whether the blob is there after all; otherwise the session is ready for another attempt. */
  private boolean recover(IOException failure) throws IOException {
    failuresInARow++;
    if (!canHelp(failure)
        || !body.reopenable()
        || failuresInARow >= uploads.caller().retries().attempts()) {
      throw failure;
    }
    uploads.caller().retries().pause(failuresInARow, RetryAfter.of(failure));
    long before = session.offset();
    try {
      long now = session.synchronizeOffset();
      if (body.length().isPresent() && now > blob.size()) {
        session.restart();
      } else if (now > before) {
        failuresInARow = 0;
      }
      return false;
    } catch (RegistryException.NotFound
        | RegistryException.InvalidContent
        | RegistryException.Unsupported e) {
      if (isThere(blob.digest())) {
        return true;
      }
      session.restart();
      return false;
    }
  }

  /** A failure on the way, a lost session, or a token that was too old for a body sent once. */
  private boolean canHelp(IOException failure) {
    boolean first = failuresInARow == 1;
    return Retries.isPassing(failure)
        || failure instanceof RegistryException.NotFound
        || (first && failure instanceof RegistryException.Unauthorized);
  }

  /** The answer to the last request may have been all that was lost. */
  private boolean isThere(Digest digest) throws IOException {
    return new Blobs(uploads.caller()).head(session.repository(), digest).isPresent();
  }
}
