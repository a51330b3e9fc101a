package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.ManifestRecords;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.UseRecords.Use;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes what is pulled from the cache, and removes what nobody pulls any more. A pull costs a look
 * into memory; the records get to know of it later, and once an hour at most. Thread-safe.
 */
public final class Uses {
  private static final Duration EXACTNESS = Duration.ofHours(1);
  private static final int REMEMBERED = 200_000;
  private static final int BATCH = 500;

  private final UseRecords records;
  private final ManifestRecords manifests;
  private final InstantSource clock;
  private final ConcurrentHashMap<Use, Instant> noted = new ConcurrentHashMap<>();
  private final Set<Use> pending = ConcurrentHashMap.newKeySet();

  public Uses(UseRecords records, ManifestRecords manifests, InstantSource clock) {
    this.records = records;
    this.manifests = manifests;
    this.clock = clock;
  }

  void pulled(RepositoryPath repository, Digest manifest) {
    Use use = new Use(repository, manifest);
    Instant now = clock.instant();
    Instant before = noted.get(use);
    if (before != null && Duration.between(before, now).compareTo(EXACTNESS) < 0) {
      return;
    }
    if (noted.size() >= REMEMBERED) {
      noted.clear();
    }
    noted.put(use, now);
    pending.add(use);
  }

  /** Brings what was pulled to the records. */
  public void write() {
    Set<Use> uses = new HashSet<>(pending);
    if (!uses.isEmpty()) {
      records.note(uses, clock.instant());
      pending.removeAll(uses);
    }
  }

  /**
   * Removes manifests that nobody pulled for a time; their blobs go with the next collection of
   * garbage.
   *
   * @return how many
   */
  public int evict(Duration unused) {
    write();
    Instant limit = clock.instant().minus(unused);
    int evicted = 0;
    for (List<Use> batch = records.unusedSince(limit, BATCH);
        !batch.isEmpty();
        batch = records.unusedSince(limit, BATCH)) {
      for (Use use : batch) {
        if (manifests.delete(use.repository(), use.manifest())) {
          evicted++;
        }
        records.remove(use);
        noted.remove(use);
      }
    }
    return evicted;
  }
}
