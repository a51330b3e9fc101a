package io.drayage.registry;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One registry, as OCI Distribution Specification 1.1 describes it. Make one for each registry and
 * side and share it: connections, tokens and limits are per client. Thread-safe.
 *
 * <p>Every method blocks, retries by the {@link RetryPolicy}, and fails with a {@link
 * RegistryException} that says what the registry answered, or with another {@code IOException} when
 * the body that is sent cannot be read. A virtual thread that is interrupted gives up its request
 * at once with an {@link java.io.InterruptedIOException}. Every repository that is passed in must
 * be of this registry.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class RegistryClient implements AutoCloseable {

  private final RegistryEndpoint endpoint;

  private RegistryClient(RegistryEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Makes a client. Nothing is sent before the first request. */
  public static RegistryClient open(RegistryEndpoint endpoint, RegistryClientOptions options) {
    return new RegistryClient(endpoint);
  }

  /** The registry that this client talks to. */
  public RegistryHost registry() {
    return endpoint.host();
  }

  /**
   * Announces that something will be written to a repository, so that one token with the right to
   * push is asked for from the start. Sends nothing.
   */
  public void expectPush(RepositoryName repository) {
    throw new UnsupportedOperationException();
  }

  /** Asks whether the registry is there and accepts the credential. */
  public void ping() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Media type, digest and size of a manifest, by HEAD; empty when there is none. */
  public Optional<Descriptor> headManifest(Reference reference) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * A manifest, verified by its digest when the reference or the registry names one.
   *
   * @throws RegistryException.NotFound when there is none
   */
  public RawManifest manifest(Reference reference) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Stores a manifest under a tag or its digest. */
  public void putManifest(Reference reference, RawManifest manifest) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Deletes a tag or a manifest. Succeeds when there is none. */
  public void deleteManifest(Reference reference) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** The size of a blob in bytes; empty when it is not there. */
  public OptionalLong headBlob(RepositoryName repository, Digest blob) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens a blob. A connection that breaks is continued where it broke; size and digest are
   * verified before the end of the stream is reported. The caller closes it; until then it holds
   * one of the {@linkplain Permits#downloads() permits}.
   */
  public BlobStream blob(RepositoryName repository, Descriptor blob) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Opens a blob at an offset in bytes, not verified and not continued. The caller closes it. */
  public InputStream blobFrom(RepositoryName repository, Descriptor blob, long offset)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Stores a blob: two requests, streamed. The registry verifies the digest. When the connection
   * breaks and the body can be opened again, the upload goes on where the registry says it is. When
   * it fails for good, the upload session is deleted.
   *
   * @param body has the size of the descriptor, or does not know its length; it is opened while no
   *     permit is held
   */
  public void putBlob(RepositoryName repository, Descriptor blob, Body body) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a blob of another repository available in this one.
   *
   * @return whether it is here now; false leaves nothing behind
   */
  public boolean mountBlob(RepositoryName to, Digest blob, RepositoryName from) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Like {@link #mountBlob}, but what the registry begins instead of a mount is not given up: it
   * saves the first request of the upload.
   *
   * @return empty when the blob was mounted; otherwise the upload, which the caller closes
   */
  public Optional<BlobUpload> mountOrUpload(RepositoryName to, Digest blob, RepositoryName from)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Begins an upload in steps. The caller closes it. */
  public BlobUpload startUpload(RepositoryName repository) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Goes on with an upload that an earlier process began, after asking the registry how far it is.
   *
   * @param location what {@link BlobUpload#location()} was
   * @throws RegistryException.NotFound when the registry has forgotten it
   */
  public BlobUpload resumeUpload(RepositoryName repository, URI location) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Deletes a blob. Succeeds when there is none. */
  public void deleteBlob(RepositoryName repository, Digest blob) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** All tags of a repository. */
  public Tags tags(RepositoryName repository) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** All repositories that the registry lists. */
  public Catalog catalog() throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * What refers to a manifest, by the referrers endpoint or, where it is missing, by the tag
   * schema. That it is missing is remembered for the whole registry.
   *
   * @param artifactType keeps only those of one type
   */
  public Referrers referrers(DigestReference subject, Optional<MediaType> artifactType)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Closes all connections; requests that are under way fail. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
