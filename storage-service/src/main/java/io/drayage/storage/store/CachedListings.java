package io.drayage.storage.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.storage.domain.Listings;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.store.Generations.Remembered;
import java.util.Optional;

/**
 * Remembers pages of tags, as long as the {@link Generations} of their repositories last: syncs ask
 * for the same long lists over and over.
 */
public final class CachedListings implements Listings {
  private static final long BYTES = 32L << 20;
  private static final int OVERHEAD = 300;
  private static final int BYTES_OF_A_STRING = 48;

  private record Key(String repository, Page.Request request) {}

  private final Listings listings;
  private final Generations generations;
  private final Cache<Key, Remembered<Page<String>>> tags =
      Caffeine.newBuilder()
          .maximumWeight(BYTES)
          .weigher((Key _, Remembered<Page<String>> page) -> weight(page.value()))
          .executor(Runnable::run)
          .build();

  /** Remembers in front of other listings. */
  public CachedListings(Listings listings, Generations generations) {
    this.listings = listings;
    this.generations = generations;
  }

  private static int weight(Page<String> page) {
    return OVERHEAD + page.items().stream().mapToInt(tag -> BYTES_OF_A_STRING + tag.length()).sum();
  }

  @Override
  public Optional<Page<String>> tags(RepositoryPath repository, Page.Request request) {
    if (!generations.isLive()) {
      return listings.tags(repository, request);
    }
    long generation = generations.current(repository);
    Key key = new Key(repository.value(), request);
    Remembered<Page<String>> known = tags.getIfPresent(key);
    if (known != null && known.generation() == generation) {
      return Optional.of(known.value());
    }
    Optional<Page<String>> read = listings.tags(repository, request);
    read.ifPresent(page -> tags.put(key, new Remembered<>(page, generation)));
    return read;
  }

  @Override
  public Page<String> repositories(Page.Request request) {
    return listings.repositories(request);
  }

  @Override
  public Page<Descriptor> referrers(
      RepositoryPath repository,
      Digest subject,
      Optional<MediaType> artifactType,
      Page.Request request) {
    return listings.referrers(repository, subject, artifactType, request);
  }
}
