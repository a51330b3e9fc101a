package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.net.URI;

/**
 * An upload session: OCI Distribution Specification, "Pushing a blob in chunks". Closing it before
 * it is completed deletes the session, unless it was {@linkplain #detach() detached}. Not
 * thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class BlobUpload implements AutoCloseable {
  private final RepositoryName repository;

  BlobUpload(RepositoryName repository) {
    this.repository = repository;
  }

  public RepositoryName repository() {
    return repository;
  }

  /** Where the session goes on; may be stored, but may hold a secret of the registry. */
  public URI location() {
    throw new UnsupportedOperationException();
  }

  /** How many bytes the registry has, as far as this side knows. */
  public long offset() {
    throw new UnsupportedOperationException();
  }

  /** Asks the registry how many bytes it has. */
  public long synchronizeOffset() throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends a piece, which begins at {@link #offset()}. The body is opened at 0.
   *
   * @return the new offset
   */
  public long append(Body piece) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Ends the upload; the registry verifies the digest. */
  public void complete(Digest digest) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Sends a whole blob into a session that holds nothing yet, with one request, and ends it. It
   * survives broken connections as {@link RegistryClient#putBlob} does.
   */
  public void put(Descriptor blob, Body body) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Leaves the session open for another process; {@link #close} does nothing then. */
  public void detach() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
