package io.drayage.storage.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.ManifestRecords;
import io.drayage.storage.domain.PushedManifest;
import io.drayage.storage.domain.RepositoryPath;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * Remembers manifests and tags that are asked for. What this replica changes it forgets before it
 * answers; what another changes it forgets when it hears of it, some milliseconds later. While it
 * cannot hear, it remembers nothing.
 *
 * <p>Each entry carries the generation of its repository from before it was read, so that a slow
 * reader cannot bring back what was forgotten meanwhile.
 */
public final class CachedManifestRecords implements ManifestRecords, AutoCloseable {
  private static final long BYTES = 64L << 20;
  private static final int OVERHEAD = 500;
  private static final int TAGS = 200_000;

  private record ManifestKey(String repository, Digest digest) {}

  private record TagKey(String repository, String tag) {}

  private record Remembered<T>(T value, long generation) {}

  private final ManifestRecords records;
  private final Cache<ManifestKey, Remembered<RawManifest>> manifests =
      Caffeine.newBuilder()
          .maximumWeight(BYTES)
          .weigher((ManifestKey _, Remembered<RawManifest> m) -> m.value().size() + OVERHEAD)
          .executor(Runnable::run)
          .build();
  private final Cache<TagKey, Remembered<Digest>> tags =
      Caffeine.newBuilder().maximumSize(TAGS).executor(Runnable::run).build();
  private final ConcurrentHashMap<String, Long> generations = new ConcurrentHashMap<>();
  private final AtomicLong clock = new AtomicLong();
  private final ChangeFeed feed;

  private CachedManifestRecords(ManifestRecords records, DataSource dataSource) {
    this.records = records;
    this.feed =
        ChangeFeed.open(dataSource, ChangeFeed.listener(this::forget, this::forgetEverything));
  }

  /** Remembers in front of other records; the caller closes it before the data source. */
  public static CachedManifestRecords inFrontOf(ManifestRecords records, DataSource dataSource) {
    return new CachedManifestRecords(records, dataSource);
  }

  @Override
  public Optional<RawManifest> find(RepositoryPath repository, Digest digest) {
    if (!feed.isLive()) {
      return records.find(repository, digest);
    }
    long generation = generation(repository.value());
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
    if (!feed.isLive()) {
      return records.resolve(repository, tag);
    }
    long generation = generation(repository.value());
    TagKey key = new TagKey(repository.value(), tag.value());
    Remembered<Digest> known = tags.getIfPresent(key);
    if (known != null && known.generation() == generation) {
      return Optional.of(known.value());
    }
    Optional<Digest> read = records.resolve(repository, tag);
    read.ifPresent(value -> tags.put(key, new Remembered<>(value, generation)));
    return read;
  }

  private long generation(String repository) {
    return generations.computeIfAbsent(repository, _ -> clock.incrementAndGet());
  }

  private void forget(String repository) {
    generations.remove(repository);
  }

  private void forgetEverything() {
    generations.clear();
  }

  /** Forgets what it remembers of a repository: something else has changed it. */
  public void changed(RepositoryPath repository) {
    forget(repository.value());
  }

  @Override
  public void put(RepositoryPath repository, PushedManifest manifest) {
    records.put(repository, manifest);
    forget(repository.value());
  }

  @Override
  public boolean delete(RepositoryPath repository, Digest digest) {
    boolean deleted = records.delete(repository, digest);
    forget(repository.value());
    return deleted;
  }

  @Override
  public boolean delete(RepositoryPath repository, Tag tag) {
    boolean deleted = records.delete(repository, tag);
    forget(repository.value());
    return deleted;
  }

  @Override
  public void close() {
    feed.close();
  }
}
