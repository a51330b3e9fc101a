package io.drayage.copier.domain.tenant;

import io.drayage.api.copier.TenantSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers tenants. Thread-safe; changes are there when a method returns. */
public interface Tenants {

  /** Those behind a name, in the order of names. */
  List<StoredTenant> list(String after, int limit);

  Optional<StoredTenant> find(String name);

  /** Describes a tenant, or changes that. */
  StoredTenant put(String name, TenantSpec spec);

  /** Forgets a tenant; its syncs stay and are nobody's in particular. */
  boolean remove(String name);

  /** What the runs of a tenant that were asked for after some time have used. */
  Usage usage(String tenant, Instant since);

  /** How many syncs it has. */
  int syncs(String tenant);

  /** The numbers of its runs below a number, the highest first. */
  List<Long> runs(String tenant, long before, int limit);

  /**
   * What runs have used.
   *
   * @param bytes moved by those that have ended
   */
  record Usage(int runs, long bytes) {}
}
