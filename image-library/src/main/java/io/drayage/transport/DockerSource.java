package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.registries.MirrorHealth;
import io.drayage.registry.BlobStream;
import io.drayage.registry.RegistryException;
import io.drayage.registry.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An image in a registry, read from the first place that has it: mirrors in their order, the
 * registry last. All blobs come from the place that served the manifest. Tags are listed by the
 * registry itself.
 */
final class DockerSource
    implements ImageSource,
        RangeReads,
        BlobSizes,
        TagListing,
        ReferrerListing,
        RepositoryContent,
        RegistryExtensions {

  /** Finds the registry itself; it may be blocked while its mirrors are not. */
  @FunctionalInterface
  interface Primary {
    RegistryPoint find() throws IOException;
  }

  /**
   * Where the image may be.
   *
   * @param inOrder of asking; the last one is not a mirror
   * @param health is told which mirrors answer
   */
  record Places(List<RegistryPoint> inOrder, Primary primary, MirrorHealth health) {
    Places {
      inOrder = List.copyOf(inOrder);
    }
  }

  private final DockerLocation location;
  private final List<RegistryPoint> points;
  private final Primary primary;
  private final KnownTags knownTags;
  private final MirrorHealth health;
  private final @Nullable RegistrySignatures signatures;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable RegistryPoint serving;
  private volatile @Nullable RawManifest manifest;

  DockerSource(
      DockerLocation location,
      Places places,
      KnownTags knownTags,
      Optional<SignatureRouting> signatures) {
    this.location = location;
    this.points = places.inOrder();
    this.primary = places.primary();
    this.knownTags = knownTags;
    this.health = places.health();
    this.signatures =
        signatures.map(routing -> new RegistrySignatures(this::serving, routing)).orElse(null);
  }

  /** Signatures are there only for those who say where they are. */
  @Override
  public <T> Optional<T> as(Class<T> ability) {
    return ability == SignatureReads.class
        ? Optional.ofNullable(ability.cast(signatures))
        : ImageSource.super.as(ability);
  }

  @Override
  public DockerLocation location() {
    return location;
  }

  @Override
  public Optional<Digest> resolve() throws IOException {
    RawManifest known = manifest;
    if (known != null) {
      return Optional.of(known.digest());
    }
    return inOrder(
        point -> {
          Descriptor found =
              point
                  .client()
                  .headManifest(point.reference())
                  .orElseThrow(
                      () -> new ContentNotFoundException("manifest unknown: " + point.reference()));
          return Optional.of(found.digest());
        });
  }

  @Override
  public RawManifest manifest() throws IOException {
    RawManifest known = manifest;
    if (known != null) {
      return known;
    }
    RawManifest read = inOrder(point -> point.client().manifest(point.reference()));
    manifest = read;
    return read;
  }

  @Override
  public RawManifest manifest(Descriptor child) throws IOException {
    RegistryPoint point = serving();
    return translating(() -> point.client().manifest(point.at(child.digest())));
  }

  @Override
  public BlobContent blob(Descriptor blob) throws IOException {
    RegistryPoint point = serving();
    BlobStream stream = translating(() -> point.client().blob(point.repository(), blob));
    return new BlobContent(stream, OptionalLong.of(stream.descriptor().size()));
  }

  @Override
  public InputStream blobFrom(Descriptor blob, long offset) throws IOException {
    RegistryPoint point = serving();
    return translating(() -> point.client().blobFrom(point.repository(), blob, offset));
  }

  @Override
  public long blobSize(Digest blob) throws IOException {
    RegistryPoint point = serving();
    return point
        .client()
        .headBlob(point.repository(), blob)
        .orElseThrow(
            () ->
                new ContentNotFoundException(
                    "blob unknown: %s in %s".formatted(blob, point.repository())));
  }

  @Override
  public List<String> tags() throws IOException {
    return tags(_ -> {});
  }

  @Override
  public List<String> tags(Consumer<String> invalid) throws IOException {
    RegistryPoint point = primary.find();
    Tags listed = translating(() -> point.client().tags(point.repository()));
    knownTags.listed(point, listed.tags());
    listed.skipped().forEach(invalid);
    return listed.tags().stream().map(Tag::value).toList();
  }

  @Override
  public List<Referrer> referrers(Digest subject) throws IOException {
    RegistryPoint point = serving();
    return translating(() -> new RegistryReferrers(point, knownTags).of(subject));
  }

  @Override
  public RepositoryName repository() {
    RegistryPoint point = serving;
    return (point == null ? points.getLast() : point).repository();
  }

  @Override
  public Optional<byte[]> extension(String path) throws IOException {
    RegistryPoint point = serving();
    return translating(() -> point.client().extension(point.repository(), path));
  }

  /** The clients belong to the run. */
  @Override
  public void close() {}

  private RegistryPoint serving() throws IOException {
    RegistryPoint known = serving;
    if (known == null) {
      manifest();
      known = serving;
    }
    return known == null ? points.getLast() : known;
  }

  private interface Attempt<T> {
    T at(RegistryPoint point) throws IOException;
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  /** Any failure of a place but the last moves on to the next one. */
  private <T> T inOrder(Attempt<T> attempt) throws IOException {
    lock.lock();
    try {
      RegistryPoint chosen = serving;
      if (chosen != null) {
        return translating(() -> attempt.at(chosen));
      }
      StringBuilder mirrors = new StringBuilder();
      for (RegistryPoint point : points.subList(0, points.size() - 1)) {
        try {
          T result = attempt.at(point);
          health.answered(point.repository().registry());
          serving = point;
          return result;
        } catch (InterruptedIOException e) {
          throw e;
        } catch (IOException e) {
          remember(point, e);
          mirrors
              .append(mirrors.isEmpty() ? "" : "\n")
              .append("[%s: %s]".formatted(point.reference(), e.getMessage()));
        }
      }
      RegistryPoint last = points.getLast();
      T result = atPrimary(attempt, last, mirrors.toString());
      serving = last;
      return result;
    } finally {
      lock.unlock();
    }
  }

  private void remember(RegistryPoint mirror, IOException failure) {
    if (failure instanceof RegistryException.Unavailable) {
      health.failed(mirror.repository().registry());
    } else if (mirror.refusal().isEmpty()) {
      health.answered(mirror.repository().registry());
    }
  }

  private static <T> T atPrimary(Attempt<T> attempt, RegistryPoint point, String mirrors)
      throws IOException {
    try {
      return translating(() -> attempt.at(point));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      if (mirrors.isEmpty()) {
        throw e;
      }
      String message =
          "(Mirrors also failed: %s): %s: %s".formatted(mirrors, point.reference(), e.getMessage());
      throw e instanceof ContentNotFoundException
          ? new ContentNotFoundException(message, e)
          : new IOException(message, e);
    }
  }

  private static <T> T translating(Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (RegistryException.NotFound e) {
      throw new ContentNotFoundException(String.valueOf(e.getMessage()), e);
    }
  }
}
