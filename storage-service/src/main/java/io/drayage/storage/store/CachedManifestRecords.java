package io.drayage.storage.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.ManifestRecords;
import io.drayage.storage.domain.PushedManifest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.store.Generations.Remembered;
import java.util.Optional;

/**
 * Remembers manifests and tags that are asked for, as long as their {@link Generations} last. What
 * this replica changes it forgets before it answers. While it cannot hear of what others change, it
 * remembers nothing.
 */
public final class CachedManifestRecords implements ManifestRecords {
  private static final long BYTES = 64L << 20;
  private static final int OVERHEAD = 500;
  private static final int TAGS = 200_000;

  private record ManifestKey(String repository, Digest digest) {}

  private record TagKey(String repository, String tag) {}

  private final ManifestRecords records;
  private final Generations generations;
  private final Cache<ManifestKey, Remembered<RawManifest>> manifests =
      Caffeine.newBuilder()
          .maximumWeight(BYTES)
          .weigher((ManifestKey _, Remembered<RawManifest> m) -> m.value().size() + OVERHEAD)
          .executor(Runnable::run)
          .build();
  private final Cache<TagKey, Remembered<Digest>> tags =
      Caffeine.newBuilder().maximumSize(TAGS).executor(Runnable::run).build();

  /** Remembers in front of other records. */
  public CachedManifestRecords(ManifestRecords records, Generations generations) {
    this.records = records;
    this.generations = generations;
  }

  @Override
  public Optional<RawManifest> find(RepositoryPath repository, Digest digest) {
    if (!generations.isLive()) {
      return records.find(repository, digest);
    }
    long generation = generations.current(repository);
    ManifestKey key = new ManifestKey(repository.value(), digest);
    Remembered<RawManifest> known = manifests.getIfPresent(key);
    if (known != null && known.generation() == generation) {
      return Optional.of(known.value());
    }
    Optional<RawManifest> read = records.find(repository, digest);
    read.ifPresent(value -> manifests.put(key, new Remembered<>(value, generation)));
    return read;
  }

  @Override
  public Optional<Digest> resolve(RepositoryPath repository, Tag tag) {
    if (!generations.isLive()) {
      return records.resolve(repository, tag);
    }
    long generation = generations.current(repository);
    TagKey key = new TagKey(repository.value(), tag.value());
    Remembered<Digest> known = tags.getIfPresent(key);
    if (known != null && known.generation() == generation) {
      return Optional.of(known.value());
    }
    Optional<Digest> read = records.resolve(repository, tag);
    read.ifPresent(value -> tags.put(key, new Remembered<>(value, generation)));
    return read;
  }

  /** Forgets what it remembers of a repository: something else has changed it. */
  public void changed(RepositoryPath repository) {
    generations.changed(repository);
  }

  @Override
  public void put(RepositoryPath repository, PushedManifest manifest) {
    records.put(repository, manifest);
    generations.changed(repository);
  }

  @Override
  public boolean delete(RepositoryPath repository, Digest digest) {
    boolean deleted = records.delete(repository, digest);
    generations.changed(repository);
    return deleted;
  }

  @Override
  public boolean delete(RepositoryPath repository, Tag tag) {
    boolean deleted = records.delete(repository, tag);
    generations.changed(repository);
    return deleted;
  }
}
