package io.drayage.storage.domain.cache;

import io.drayage.image.DigestReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/** Digests that the upstream did not have when it was asked, for a short time. Thread-safe. */
final class MissingManifests {
  private static final int REMEMBERED = 10_000;

  private final ConcurrentHashMap<DigestReference, Instant> asked = new ConcurrentHashMap<>();
  private final InstantSource clock;

  MissingManifests(InstantSource clock) {
    this.clock = clock;
  }

  void add(DigestReference reference) {
    if (asked.size() >= REMEMBERED) {
      asked.clear(); // clients make digests up
    }
    asked.put(reference, clock.instant());
  }

  boolean contains(DigestReference reference, Duration lasting) {
    Instant at = asked.get(reference);
    if (at == null) {
      return false;
    }
    if (CacheRule.lasts(lasting, Duration.between(at, clock.instant()))) {
      return true;
    }
    asked.remove(reference, at);
    return false;
  }
}
