package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.MediaType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Content on its way into a session whose digest only its end tells. When a request breaks, the
 * registry is asked how far it got; the content is made again from its beginning, for the digest's
 * sake, and what the registry has is not sent again.
 */
final class StreamPush {
  private final Uploads uploads;
  private final BlobUpload session;
  private final Body body;
  private Optional<Digest> digest = Optional.empty();
  private int failuresInARow;

  StreamPush(Uploads uploads, BlobUpload session, Body body) {
    this.uploads = uploads;
    this.session = session;
    this.body = body;
  }

  Descriptor run(MediaType type) throws IOException {
    while (true) {
      try {
        return new Descriptor(type, send(), session.offset());
      } catch (BodyFailure e) {
        throw e.reading();
      } catch (IOException e) {
        recover(e);
      }
    }
  }

  private Digest send() throws IOException {
    if (digest.isEmpty()) {
      MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();
      try (InputStream in = open(computation)) {
        session.append(in, -1);
      }
      digest = Optional.of(Digest.finish(DigestAlgorithm.SHA256, computation));
    }
    session.complete(digest.get());
    return digest.get();
  }

  private InputStream open(MessageDigest computation) throws BodyFailure {
    try {
      InputStream in = new DigestInputStream(body.open(0), computation);
      try {
        readPast(in, session.offset());
      } catch (IOException e) {
        in.close();
        throw e;
      }
      return in;
    } catch (IOException e) {
      throw new BodyFailure(e);
    }
  }

  /** Reads what is there already; skipping would leave it out of the digest. */
  static void readPast(InputStream in, long bytes) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long left = bytes;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException(
            "the content ended %d bytes before what the registry has of it".formatted(left));
      }
      left -= count;
    }
  }

  private void recover(IOException failure) throws IOException {
    failuresInARow++;
    if (!Retries.isPassing(failure)
        || !body.reopenable()
        || failuresInARow >= uploads.caller().retries().attempts()) {
      throw failure;
    }
    uploads.caller().retries().pause(failuresInARow, RetryAfter.of(failure));
    long before = session.offset();
    try {
      if (session.synchronizeOffset() > before) {
        failuresInARow = 0;
      }
    } catch (RegistryException.NotFound
        | RegistryException.InvalidContent
        | RegistryException.Unsupported e) {
      session.restart();
      digest = Optional.empty();
    }
  }
}
