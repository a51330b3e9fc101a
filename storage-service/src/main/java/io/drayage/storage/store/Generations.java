package io.drayage.storage.store;

import io.drayage.storage.domain.RepositoryPath;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import javax.sql.DataSource;

/**
 * Counts the changes of repositories, so that who remembers something knows whether it still holds:
 * it carries the generation of its repository from before it was read, which a slow reader cannot
 * bring back either. A change of this replica counts before it is answered, one of another when
 * this one hears of it, some milliseconds later. Thread-safe.
 *
 * <p>Repositories share a fixed number of counters: a name that nobody has pushed costs nothing,
 * and a collision no more than a look into the database.
 */
public final class Generations implements AutoCloseable {
  private static final int COUNTERS = 1 << 14;

  private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);
  private final AtomicLong everything = new AtomicLong();
  private final ChangeFeed feed;

  /** Something that was read, and when. */
  record Remembered<T>(T value, long generation) {}

  private Generations(DataSource dataSource) {
    feed =
        ChangeFeed.open(
            dataSource, ChangeFeed.listener(this::changed, everything::incrementAndGet));
  }

  /** Listens on a connection of its own; the caller closes it before the data source. */
  public static Generations of(DataSource dataSource) {
    return new Generations(dataSource);
  }

  /** Whether changes of others are heard; while they are not, nothing may be remembered. */
  boolean isLive() {
    return feed.isLive();
  }

  /** Both counters only grow, so that their sum is the same only when both are. */
  long current(RepositoryPath repository) {
    return counters.get(slot(repository.value())) + everything.get();
  }

  void changed(RepositoryPath repository) {
    changed(repository.value());
  }

  private void changed(String repository) {
    counters.incrementAndGet(slot(repository));
  }

  private static int slot(String repository) {
    int hash = repository.hashCode();
    return (hash ^ hash >>> 16) & (COUNTERS - 1);
  }

  @Override
  public void close() {
    feed.close();
  }
}
