package io.drayage.storage.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobRecords;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.store.Generations.Remembered;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers which blobs a repository has, as long as its {@link Generations} last and no longer
 * than a part of the review delay: whoever is told that a blob exists relies on its review being
 * far away, and only a look into the records moves it away.
 */
public final class CachedBlobRecords implements BlobRecords {
  private static final int BLOBS = 100_000;

  private record Key(String repository, Digest digest) {}

  private record Known(long size, Instant since) {}

  private final BlobRecords records;
  private final Generations generations;
  private final ReviewTimes times;
  private final Cache<Key, Remembered<Known>> blobs =
      Caffeine.newBuilder().maximumSize(BLOBS).executor(Runnable::run).build();

  /** Remembers in front of other records. */
  public CachedBlobRecords(BlobRecords records, Generations generations, ReviewTimes times) {
    this.records = records;
    this.generations = generations;
    this.times = times;
  }

  @Override
  public Optional<Long> find(RepositoryPath repository, Digest digest) {
    if (!generations.isLive()) {
      return records.find(repository, digest);
    }
    long generation = generations.current(repository);
    Key key = new Key(repository.value(), digest);
    Remembered<Known> known = blobs.getIfPresent(key);
    if (known != null
        && known.generation() == generation
        && times.isRecent(known.value().since())) {
      return Optional.of(known.value().size());
    }
    Instant now = times.instant();
    Optional<Long> read = records.find(repository, digest);
    read.ifPresent(size -> blobs.put(key, new Remembered<>(new Known(size, now), generation)));
    return read;
  }

  @Override
  public void add(Arrival arrival, Placement placement) throws IOException {
    records.add(arrival, placement);
  }

  @Override
  public boolean mount(RepositoryPath repository, Digest digest, Optional<RepositoryPath> from) {
    return records.mount(repository, digest, from);
  }

  @Override
  public Unlinking unlink(RepositoryPath repository, Digest digest) {
    Unlinking unlinking = records.unlink(repository, digest);
    generations.changed(repository);
    return unlinking;
  }
}
