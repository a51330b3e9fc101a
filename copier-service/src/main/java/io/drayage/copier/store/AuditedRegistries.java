package io.drayage.copier.store;

import io.drayage.api.copier.RegistrySpec;
import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.copier.domain.audit.AuditLog.Change;
import io.drayage.copier.domain.registry.RegistryRecords;
import io.drayage.copier.domain.registry.StoredRegistry;
import io.drayage.image.RegistryHost;
import java.util.List;
import java.util.Optional;

/** Writes down who changed how a registry is reached; passwords are masked. */
public final class AuditedRegistries implements RegistryRecords {
  private final RegistryRecords registries;
  private final AuditLog log;
  private final Database database;

  public AuditedRegistries(RegistryRecords registries, AuditLog log, Database database) {
    this.registries = registries;
    this.log = log;
    this.database = database;
  }

  @Override
  public List<StoredRegistry> list(String after, int limit) {
    return registries.list(after, limit);
  }

  @Override
  public Optional<StoredRegistry> find(RegistryHost host) {
    return registries.find(host);
  }

  @Override
  public List<StoredRegistry> all() {
    return registries.all();
  }

  @Override
  public StoredRegistry put(RegistryHost host, RegistrySpec spec) {
    return database.inTransaction(
        () -> {
          Optional<StoredRegistry> before = registries.find(host);
          StoredRegistry after = registries.put(host, spec);
          if (before.isEmpty() || before.get().version() != after.version()) {
            log.add(
                "registry.put",
                host.value(),
                Change.of(before.map(known -> masked(known.spec())), masked(after.spec())));
          }
          return after;
        });
  }

  @Override
  public boolean remove(RegistryHost host) {
    return database.inTransaction(
        () -> {
          Optional<StoredRegistry> before = registries.find(host);
          boolean removed = registries.remove(host);
          if (removed && before.isPresent()) {
            log.add("registry.delete", host.value(), Change.gone(masked(before.get().spec())));
          }
          return removed;
        });
  }

  private static RegistrySpec masked(RegistrySpec spec) {
    return spec.password() == null ? spec : spec.withPassword("***");
  }
}
