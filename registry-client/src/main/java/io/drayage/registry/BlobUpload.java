package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * An upload session: OCI Distribution Specification, "Pushing a blob in chunks". Closing it before
 * it is completed deletes the session, unless it was {@linkplain #detach() detached}. Not
 * thread-safe.
 */
public final class BlobUpload implements AutoCloseable {
  private final Uploads uploads;
  private final RepositoryName repository;
  private final long chunkMinimum;
  private URI location;
  private long offset;
  private boolean open = true;

  BlobUpload(Uploads uploads, RepositoryName repository, UploadMark mark) {
    this.uploads = uploads;
    this.repository = repository;
    this.chunkMinimum = mark.chunkMinimum();
    this.location = mark.location();
    this.offset = mark.offset();
  }

  Uploads uploads() {
    return uploads;
  }

  public RepositoryName repository() {
    return repository;
  }

  /** Where the session goes on; may be stored, but may hold a secret of the registry. */
  public URI location() {
    return location;
  }

  /** How many bytes the registry has, as far as this side knows. */
  public long offset() {
    return offset;
  }

  /** The fewest bytes that every chunk but the last must have; 0 if any will do. */
  public long chunkMinimum() {
    return chunkMinimum;
  }

  /** Asks the registry how many bytes it has. */
  public long synchronizeOffset() throws IOException {
    Uploads.Progress progress = uploads.status(this);
    location = progress.location();
    offset = progress.offset();
    return offset;
  }

  /**
   * Sends a piece, which begins at {@link #offset()}. The body is opened at 0. When the connection
   * breaks, {@link #synchronizeOffset()} says how much arrived.
   *
   * @return the new offset
   */
  public long append(Body piece) throws IOException {
    try (InputStream in = piece.open(0)) {
      return append(in, piece.length().orElse(-1));
    } catch (BodyFailure e) {
      throw e.reading();
    }
  }

  /**
   * @param length in bytes, or -1 when only reading will tell
   */
  long append(InputStream in, long length) throws IOException {
    if (length == 0) {
      return offset;
    }
    var payload = new StreamPayload(in, length, uploads.caller().toll(Direction.UPLOAD));
    try (HostGate.Permit _ = uploads.caller().gate().enter(HostGate.Weight.UPLOAD)) {
      Uploads.Progress progress = uploads.patch(this, payload);
      location = progress.location();
      long expected = offset + payload.written();
      offset = progress.offset() == 0 ? expected : progress.offset();
      if (offset != expected) {
        throw new RegistryException.ProtocolViolation(
            "writing a blob to %s: %d bytes were sent, the registry says that it has %d"
                .formatted(repository, expected, offset));
      }
      return offset;
    }
  }

  /** Ends the upload; the registry verifies the digest. */
  public void complete(Digest digest) throws IOException {
    try (HostGate.Permit _ = uploads.caller().gate().enter(HostGate.Weight.SMALL)) {
      uploads.put(this, digest, Payload.empty());
    }
    open = false;
  }

  /**
   * Sends a whole blob into a session that holds nothing yet and ends it: with one request when the
   * length is known. It survives broken connections as {@link RegistryClient#putBlob} does.
   */
  public void put(Descriptor blob, Body body) throws IOException {
    new BlobPush(uploads, this, blob, body).run();
    open = false;
  }

  /**
   * Sends what is missing of a blob and ends the session: in chunks that leave marks in a trail if
   * the rule says so, and otherwise as {@link #put(Descriptor, Body)} does. When chunks fail for a
   * reason that may pass, the session stays open for the next attempt.
   *
   * @param body is opened at 0 always, so that whoever made it verifies all of it
   */
  public void put(Descriptor blob, Body body, Chunking chunking) throws IOException {
    boolean chunks = offset > 0 || chunking.rule().appliesTo(blob.size());
    if (chunks && chunkMinimum <= ChunkRule.LARGEST) {
      new ChunkedPush(this, blob, body, chunking).run();
      open = false;
    } else {
      put(blob, body);
    }
  }

  /**
   * Sends content whose digest only its end tells into a session that holds nothing yet, and ends
   * it. A broken connection is survived if the body is reopenable and makes the same bytes again;
   * its offset stays 0.
   *
   * @param type what the result says that it is
   * @return the SHA-256 digest and size in bytes of what was sent
   */
  public Descriptor putStream(MediaType type, Body body) throws IOException {
    Descriptor put = new StreamPush(uploads, this, body).run(type);
    open = false;
    return put;
  }

  /** Sends everything from the beginning and ends the session, with one request. */
  void putWhole(Digest digest, InputStream in, long length) throws IOException {
    try (HostGate.Permit _ = uploads.caller().gate().enter(HostGate.Weight.UPLOAD)) {
      uploads.put(
          this, digest, new StreamPayload(in, length, uploads.caller().toll(Direction.UPLOAD)));
    }
  }

  /** Goes over to a new session; the old one is lost. */
  void restart() throws IOException {
    location = uploads.start(repository).location();
    offset = 0;
  }

  /** Leaves the session open for another process; {@link #close} does nothing then. */
  public void detach() {
    open = false;
  }

  /** Deletes the session unless it has ended, also when the thread is interrupted. */
  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    open = false;
    boolean interrupted = Thread.interrupted();
    try {
      uploads.cancel(this);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
