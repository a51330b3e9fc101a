package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.registry.BlobUpload;
import io.drayage.registry.Body;
import io.drayage.registry.Chunking;
import io.drayage.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An image in a registry that is written or deleted. */
final class DockerDestination
    implements ImageDestination,
        StreamingBlobs,
        ResumableBlobs,
        BlobMounting,
        Deletion,
        RepositoryContent,
        ReferrerStorage,
        AttachedManifest {
  private final DockerLocation location;
  private final RegistryPoint point;
  private final @Nullable RegistrySignatureStorage signatures;

  /** What the registry began instead of mounts, for the transfers that may follow. */
  private final ConcurrentHashMap<Digest, BlobUpload> unused = new ConcurrentHashMap<>();

  DockerDestination(
      DockerLocation location, RegistryPoint point, Optional<RegistrySignatureStorage> signatures)
      throws IOException {
    this.location = location;
    this.point = point;
    this.signatures = signatures.orElse(null);
    point.client().expectPush(point.repository());
  }

  /** Signatures can be kept only by those who say where. */
  @Override
  public <T> Optional<T> as(Class<T> ability) {
    if (ability == SignatureStorage.class) {
      return Optional.ofNullable(ability.cast(signatures));
    }
    return ability == AttachedManifest.class && !isAttached()
        ? Optional.empty()
        : ImageDestination.super.as(ability);
  }

  @Override
  public DockerLocation location() {
    return location;
  }

  @Override
  public LayerForm layerForm() {
    return LayerForm.COMPRESSED;
  }

  /** Whether the registry really takes it only the put will tell. */
  @Override
  public boolean accepts(MediaType manifestType) {
    return true;
  }

  @Override
  public Optional<Digest> resolve() throws IOException {
    return point.client().headManifest(point.reference()).map(Descriptor::digest);
  }

  @Override
  public boolean hasBlob(Descriptor blob) throws IOException {
    OptionalLong size = point.client().headBlob(point.repository(), blob.digest());
    return size.isPresent() && size.getAsLong() == blob.size();
  }

  @Override
  public void putBlob(Descriptor blob, Body body) throws IOException {
    try (BlobUpload upload = upload(blob.digest())) {
      upload.put(blob, body);
    }
  }

  @Override
  public void putBlob(Descriptor blob, Body body, Chunking chunking) throws IOException {
    Optional<BlobUpload> begun =
        point.client().resumeUpload(point.repository(), blob, chunking.trail());
    try (BlobUpload upload = begun.isPresent() ? begun.get() : upload(blob.digest())) {
      upload.put(blob, body, chunking);
    }
  }

  private BlobUpload upload(Digest blob) throws IOException {
    BlobUpload begun = unused.remove(blob);
    return begun == null ? point.client().startUpload(point.repository()) : begun;
  }

  /** A broken connection is not continued: the stream cannot be read again. */
  @Override
  public Descriptor putBlob(MediaType type, InputStream content) throws IOException {
    return putBlob(type, new Once(content));
  }

  @Override
  public Descriptor putBlob(MediaType type, Body content) throws IOException {
    try (BlobUpload upload = point.client().startUpload(point.repository())) {
      return upload.putStream(type, content);
    }
  }

  /** What can be read once and ends where it ends. */
  private record Once(InputStream content) implements Body {
    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }

    @Override
    public boolean reopenable() {
      return false;
    }

    @Override
    public InputStream open(long offset) {
      return content;
    }
  }

  @Override
  public boolean mount(Digest blob, RepositoryName from) throws IOException {
    Optional<BlobUpload> instead = point.client().mountOrUpload(point.repository(), blob, from);
    if (instead.isPresent()) {
      BlobUpload before = unused.put(blob, instead.get());
      if (before != null) {
        before.close();
      }
    }
    return instead.isEmpty();
  }

  @Override
  public boolean hasManifest(Digest digest) throws IOException {
    return point.client().headManifest(point.at(digest)).isPresent();
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    point.client().putManifest(point.at(manifest.digest()), manifest);
  }

  @Override
  public void commit(RawManifest manifest) throws IOException {
    point.client().putManifest(point.reference(), manifest);
  }

  private boolean isAttached() {
    return point.reference() instanceof TagReference(_, Tag tag)
        && DigestTag.parse(tag.value())
            .filter(found -> found.kind() != DigestTag.Kind.REFERRERS)
            .isPresent();
  }

  @Override
  public RawManifest attached() throws IOException {
    try {
      return point.client().manifest(point.reference());
    } catch (RegistryException.NotFound e) {
      throw new ContentNotFoundException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public ImageDestination placeFor(Referrer referrer) throws IOException {
    RepositoryName here = location.reference().repository();
    Digest digest = referrer.manifest().digest();
    if (referrer.tag().isEmpty()) {
      return new DockerDestination(
          new DockerLocation(new DigestReference(here, digest)),
          new RegistryPoint(point.connection(), point.at(digest), point.refusal()),
          Optional.empty());
    }
    Tag tag = referrer.tag().get().tag();
    return new DockerDestination(
        new DockerLocation(new TagReference(here, tag)),
        new RegistryPoint(
            point.connection(), new TagReference(point.repository(), tag), point.refusal()),
        Optional.empty());
  }

  @Override
  public Set<Digest> listed(Digest subject) throws IOException {
    return point.client().referrers(point.at(subject), Optional.empty()).manifests().stream()
        .map(Descriptor::digest)
        .collect(Collectors.toSet());
  }

  @Override
  public void delete() throws IOException {
    Digest digest =
        resolve()
            .orElseThrow(
                () ->
                    new ContentNotFoundException(
                        "there is no %s to delete".formatted(point.reference())));
    point.client().deleteManifest(point.at(digest));
    if (signatures != null) {
      signatures.deleteBeside(digest);
    }
  }

  @Override
  public RepositoryName repository() {
    return point.repository();
  }

  /** Ends uploads that no transfer needed; the clients belong to the run. */
  @Override
  public void close() throws IOException {
    @Nullable IOException failure = null;
    for (BlobUpload upload : unused.values()) {
      try {
        upload.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    unused.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
