package io.drayage.copier.domain.tenant;

import io.drayage.api.copier.SyncSpec;
import io.drayage.copier.domain.sync.StoredSync;
import io.drayage.copier.domain.sync.Syncs;
import io.drayage.copier.domain.tenant.Tenancy.Known;
import io.drayage.service.access.Callers;
import java.util.List;
import java.util.Optional;

/** Shows each caller the syncs of his tenant, and lets no sync leave the limits of its tenant. */
public final class TenantSyncs implements Syncs {
  private final Syncs syncs;
  private final Tenancy tenancy;

  public TenantSyncs(Syncs syncs, Tenancy tenancy) {
    this.syncs = syncs;
    this.tenancy = tenancy;
  }

  @Override
  public List<StoredSync> list(String after, int limit) {
    Optional<String> prefix = Callers.current().tenant().map(tenant -> tenant + ".");
    if (prefix.isEmpty()) {
      return syncs.list(after, limit);
    }
    // They are next to each other in the order of names.
    String from = after.compareTo(prefix.get()) < 0 ? prefix.get() : after;
    return syncs.list(from, limit).stream()
        .takeWhile(sync -> sync.name().startsWith(prefix.get()))
        .toList();
  }

  @Override
  public Optional<StoredSync> find(String name) {
    return Tenancy.isVisible(name) ? syncs.find(name) : Optional.empty();
  }

  @Override
  public StoredSync put(String name, SyncSpec spec) {
    tenancy.checkDefinition(name, spec, syncs.find(name).isPresent() ? Known.YES : Known.NO);
    return syncs.put(name, spec);
  }

  @Override
  public boolean remove(String name) {
    return Tenancy.isVisible(name) && syncs.remove(name);
  }
}
