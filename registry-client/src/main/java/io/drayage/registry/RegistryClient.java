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
public final class RegistryClient implements AutoCloseable {

  private final RegistryEndpoint endpoint;
  private final Caller caller;
  private final Manifests manifests;
  private final Blobs blobs;
  private final Uploads uploads;
  private final Lists lists;
  private final ReferrersLookup referrers;
  private final ReferrersTags referrersTags;

  private RegistryClient(RegistryEndpoint endpoint, Caller caller) {
    this.endpoint = endpoint;
    this.caller = caller;
    this.manifests = new Manifests(caller);
    this.blobs = new Blobs(caller);
    this.uploads = new Uploads(caller);
    this.lists = new Lists(caller, endpoint.host());
    this.referrers = new ReferrersLookup(caller, manifests);
    this.referrersTags = new ReferrersTags(manifests);
  }

  /** Makes a client. Nothing is sent before the first request. */
  public static RegistryClient open(RegistryEndpoint endpoint, RegistryClientOptions options) {
    return new RegistryClient(endpoint, new Caller(endpoint, options));
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
    caller.authorizer().expectPush(own(repository));
  }

  /** Asks whether the registry is there and accepts the credential. */
  public void ping() throws IOException {
    Call call =
        Call.ofRegistry(
            RequestObserver.Kind.PING,
            "asking whether %s is a registry".formatted(endpoint.host()),
            "/v2/",
            Scopes.of());
    try (Answer answer = caller.send(call)) {
      if (answer.status() == 404) {
        throw new RegistryException.ProtocolViolation(
            Failures.message(call.what(), answer, ErrorBody.readAndClose(answer)));
      }
      if (answer.status() != 200) {
        throw caller.failure(call, answer);
      }
    }
  }

  /** Media type, digest and size of a manifest, by HEAD; empty when there is none. */
  public Optional<Descriptor> headManifest(Reference reference) throws IOException {
    own(reference.repository());
    return manifests.head(reference);
  }

  /**
   * A manifest, verified by its digest when the reference or the registry names one.
   *
   * @throws RegistryException.NotFound when there is none
   */
  public RawManifest manifest(Reference reference) throws IOException {
    own(reference.repository());
    return manifests.get(reference);
  }

  /**
   * Stores a manifest under a tag or its digest. One that names a subject is listed as its referrer
   * afterwards: by the registry itself, or, where that does not say so, in the index under the
   * referrers tag, which takes three more requests.
   */
  public void putManifest(Reference reference, RawManifest manifest) throws IOException {
    expectPush(reference.repository());
    boolean listed = manifests.put(reference, manifest);
    if (!listed) {
      Optional<Referral> referral = Referral.of(manifest);
      if (referral.isPresent()) {
        referrersTags.add(
            new DigestReference(reference.repository(), referral.get().subject()),
            referral.get().referrer());
      }
    }
  }

  /** Deletes a tag or a manifest. Succeeds when there is none. */
  public void deleteManifest(Reference reference) throws IOException {
    own(reference.repository());
    manifests.delete(reference);
  }

  /** The size of a blob in bytes; empty when it is not there. */
  public OptionalLong headBlob(RepositoryName repository, Digest blob) throws IOException {
    return blobs.head(own(repository), blob);
  }

  /**
   * Opens a blob. A connection that breaks is continued where it broke; size and digest are
   * verified before the end of the stream is reported. The caller closes it; until then it holds
   * one of the {@linkplain Permits#downloads() permits}.
   */
  public BlobStream blob(RepositoryName repository, Descriptor blob) throws IOException {
    return blobs.open(own(repository), blob);
  }

  /**
   * Opens a blob as {@link #blob(RepositoryName, Descriptor)} does, of the size that the registry
   * says it has: one request, unless the registry does not say it with the content.
   */
  public BlobStream blob(RepositoryName repository, Digest blob) throws IOException {
    return blobs.open(own(repository), blob);
  }

  /** Opens a blob at an offset in bytes, not verified and not continued. The caller closes it. */
  public InputStream blobFrom(RepositoryName repository, Descriptor blob, long offset)
      throws IOException {
    return blobs.openAt(own(repository), blob, offset);
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
    try (BlobUpload upload = startUpload(repository)) {
      upload.put(blob, body);
    }
  }

  /**
   * Makes a blob of another repository available in this one. What a registry begins instead of a
   * mount is not given up: it saves the first request of the upload.
   *
   * @return empty when the blob was mounted; otherwise the upload, which the caller closes
   */
  public Optional<BlobUpload> mountOrUpload(RepositoryName to, Digest blob, RepositoryName from)
      throws IOException {
    try {
      return uploads
          .mount(own(to), blob, own(from))
          .map(begun -> new BlobUpload(uploads, to, begun));
    } catch (RegistryException e) {
      if (refusesMount(e)) {
        return Optional.of(startUpload(to));
      }
      throw e;
    }
  }

  /** Whether only the mount failed, so that an upload may still work. */
  private static boolean refusesMount(RegistryException failure) {
    return switch (failure) {
      case RegistryException.NotFound _,
          RegistryException.Denied _,
          RegistryException.Unauthorized _,
          RegistryException.InvalidContent _,
          RegistryException.ContentMismatch _,
          RegistryException.Unsupported _ ->
          true;
      case RegistryException.RateLimited _,
          RegistryException.Unavailable _,
          RegistryException.ProtocolViolation _,
          RegistryException.AddressRefused _ ->
          false;
    };
  }

  /** Begins an upload in steps. The caller closes it. */
  public BlobUpload startUpload(RepositoryName repository) throws IOException {
    return new BlobUpload(uploads, repository, uploads.start(own(repository)));
  }

  /**
   * Goes on with an upload that an earlier process began, after asking the registry how far it is.
   *
   * @param location what {@link BlobUpload#location()} was
   * @throws RegistryException.NotFound when the registry has forgotten it
   */
  public BlobUpload resumeUpload(RepositoryName repository, URI location) throws IOException {
    expectPush(repository);
    return resumeUpload(repository, new UploadMark(location, 0, 0));
  }

  private BlobUpload resumeUpload(RepositoryName repository, UploadMark mark) throws IOException {
    Uploads.Progress progress = uploads.status(repository, mark.location());
    return new BlobUpload(
        uploads,
        repository,
        new UploadMark(progress.location(), progress.offset(), mark.chunkMinimum()));
  }

  /**
   * Goes on with the upload of a blob at the last mark of a trail, after asking the registry how
   * far it is. The mark is forgotten when the registry does not know the session any more, or says
   * of it what cannot be.
   *
   * @return the upload, which the caller closes; empty when the blob must be sent from its
   *     beginning
   */
  public Optional<BlobUpload> resumeUpload(
      RepositoryName repository, Descriptor blob, UploadTrail trail) throws IOException {
    Optional<UploadMark> mark = trail.last();
    if (mark.isEmpty()) {
      return Optional.empty();
    }
    expectPush(repository);
    try {
      BlobUpload upload = resumeUpload(repository, mark.get());
      if (upload.offset() <= blob.size()) {
        return Optional.of(upload);
      }
      upload.close();
    } catch (IOException e) {
      if (!ChunkedPush.isAboutSession(e)) {
        throw e;
      }
    }
    trail.forget();
    return Optional.empty();
  }

  /** Deletes a blob. Succeeds when there is none. */
  public void deleteBlob(RepositoryName repository, Digest blob) throws IOException {
    blobs.delete(own(repository), blob);
  }

  /** All tags of a repository. */
  public Tags tags(RepositoryName repository) throws IOException {
    return lists.tags(own(repository));
  }

  /** All repositories that the registry lists. */
  public Catalog catalog() throws IOException {
    return lists.catalog();
  }

  /**
   * What refers to a manifest, by the referrers endpoint or, where it is missing, by the tag
   * schema. That it is missing is remembered for the whole registry.
   *
   * @param artifactType keeps only those of one type
   */
  public Referrers referrers(DigestReference subject, Optional<MediaType> artifactType)
      throws IOException {
    own(subject.repository());
    return referrers.of(subject, artifactType);
  }

  /**
   * A small file of a web server that need not be the registry, such as a signature beside it. The
   * TLS settings of the registry apply; its credential is not sent. Redirects are followed as for
   * blobs.
   *
   * @param address http or https
   * @param limit how many bytes it may have
   * @return empty when there is none
   */
  public Optional<byte[]> file(URI address, int limit) throws IOException {
    return new WebFiles(caller).read(address, limit);
  }

  /**
   * A JSON document that only some registries have, as part of their own REST API, of at most 8
   * MiB. It is asked for like a manifest of the repository, with the same credential.
   *
   * @param path from the root of the registry, with its query
   * @return empty when the registry has no such path
   * @throws RegistryException when it has, and says why there is no answer (RFC 9457)
   */
  public Optional<byte[]> extension(RepositoryName repository, String path) throws IOException {
    return new Extensions(caller).read(own(repository), path);
  }

  /**
   * What refers to a manifest by the referrers endpoint alone. That it is missing is found out by
   * one request and remembered for the whole registry.
   *
   * @return empty when the registry has no such endpoint
   */
  public Optional<Referrers> referrersByEndpoint(DigestReference subject) throws IOException {
    own(subject.repository());
    return referrers.byEndpoint(subject, Optional.empty());
  }

  /** What refers to a manifest by the tag schema alone: one request. */
  public Referrers referrersByTag(DigestReference subject) throws IOException {
    own(subject.repository());
    return new Referrers(referrers.byTag(subject), Referrers.Origin.TAG_SCHEMA);
  }

  /** Closes all connections; requests that are under way fail. */
  @Override
  public void close() {
    caller.close();
  }

  private RepositoryName own(RepositoryName repository) {
    if (!repository.registry().equals(endpoint.host())) {
      throw new IllegalArgumentException("%s is not on %s".formatted(repository, endpoint.host()));
    }
    return repository;
  }
}
