package io.drayage.storage.domain.cache;

import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.Uploads;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What fetches left behind whose replica was killed: nobody goes on with them, as a client does
 * with a push, so that they need not wait until uploads expire. Thread-safe.
 */
public final class LeftFills {
  /**
   * Longer than a fetch goes on without a byte; stores without locks do not tell who is writing.
   */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private final FillLeases leases;
  private final Uploads uploads;
  private final CacheRules rules;
  private final InstantSource clock;

  public LeftFills(FillLeases leases, Uploads uploads, CacheRules rules, InstantSource clock) {
    this.leases = leases;
    this.uploads = uploads;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * Removes them with their files.
   *
   * @return how many
   */
  public int remove() throws IOException {
    int removed = 0;
    for (FillLeases.Abandoned left : leases.withoutLease(clock.instant().minus(YOUNG))) {
      if (isOfCache(left.repository()) && cancel(left)) {
        removed++;
      }
    }
    return removed;
  }

  private boolean isOfCache(RepositoryPath repository) {
    try {
      return rules.find(repository).isPresent();
    } catch (RefusedException _) {
      return true; // of the cache, by rules that were different then
    }
  }

  /** False when it is being written to, or gone by now. */
  private boolean cancel(FillLeases.Abandoned left) throws IOException {
    try {
      uploads.cancel(left.repository(), left.upload());
      return true;
    } catch (RefusedException _) {
      return false;
    }
  }
}
