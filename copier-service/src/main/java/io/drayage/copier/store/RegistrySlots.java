package io.drayage.copier.store;

import io.drayage.image.RegistryHost;
import io.drayage.registry.HostPermits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Permits for blobs that all replicas share, as rows of PostgreSQL. A replica that dies holds its
 * slots until their time is over; one that lives renews them. A registry without a limit, and small
 * requests, cost nothing. Thread-safe.
 */
public final class RegistrySlots implements HostPermits {
  private static final Duration HELD = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Database database;
  private final String holder;
  private final Map<RegistryHost, Integer> limits = new ConcurrentHashMap<>();

  /**
   * @param holder the name of this replica
   */
  public RegistrySlots(Database database, String holder) {
    this.database = database;
    this.holder = holder;
  }

  /** Lets so many blobs from, and so many to, a registry at the same time; empty for no limit. */
  public void limit(RegistryHost host, Optional<Integer> blobs) {
    if (blobs.isEmpty()) {
      limits.remove(host);
      return;
    }
    if (blobs.equals(Optional.ofNullable(limits.put(host, blobs.get())))) {
      return;
    }
    database
        .jdbc()
        .sql(
            """
            insert into registry_slot (registry, use, slot)
            select :registry, use, slot
            from unnest(array['DOWNLOAD', 'UPLOAD']) use, generate_series(1, :blobs) slot
            on conflict do nothing
            """)
        .param("registry", host.value())
        .param("blobs", blobs.get())
        .update();
  }

  @Override
  public Permit acquire(RegistryHost host, Use use) throws IOException {
    Integer limit = use == Use.SMALL ? null : limits.get(host);
    if (limit == null) {
      return () -> {};
    }
    try {
      Optional<Integer> slot = take(host, use, limit);
      while (slot.isEmpty()) {
        Thread.sleep(PAUSE);
        slot = take(host, use, limit);
      }
      return new Slot(host, use, slot.get());
    } catch (InterruptedException e) {
      InterruptedIOException interruption =
          new InterruptedIOException("waiting for a turn at %s was broken off".formatted(host));
      interruption.initCause(e);
      throw interruption;
    }
  }

  private Optional<Integer> take(RegistryHost host, Use use, int limit) {
    return database
        .jdbc()
        .sql(
            """
            update registry_slot s set holder = :holder, held_until = now() + cast(:held as interval)
            from (
              select slot from registry_slot
              where registry = :registry and use = :use and slot <= :limit and held_until < now()
              order by slot limit 1 for update skip locked) free
            where s.registry = :registry and s.use = :use and s.slot = free.slot
            returning s.slot
            """)
        .param("holder", holder)
        .param("held", HELD.toString())
        .param("registry", host.value())
        .param("use", use.name())
        .param("limit", limit)
        .query(Integer.class)
        .optional();
  }

  /** Keeps what this replica holds; to be called several times in half a minute. */
  public void renew() {
    database
        .jdbc()
        .sql(
            """
            update registry_slot set held_until = now() + cast(? as interval)
            where holder = ? and held_until > now()
            """)
        .params(HELD.toString(), holder)
        .update();
  }

  private final class Slot implements Permit {
    private final RegistryHost host;
    private final Use use;
    private final int number;
    private boolean closed;

    private Slot(RegistryHost host, Use use, int number) {
      this.host = host;
      this.use = use;
      this.number = number;
    }

    @Override
    public synchronized void close() {
      if (closed) {
        return;
      }
      closed = true;
      database
          .jdbc()
          .sql(
              """
              update registry_slot set holder = null, held_until = '-infinity'
              where registry = ? and use = ? and slot = ? and holder = ?
              """)
          .params(host.value(), use.name(), number, holder)
          .update();
    }
  }
}
