package io.drayage.copier.store;

import io.drayage.api.copier.SyncSpec;
import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.copier.domain.audit.AuditLog.Change;
import io.drayage.copier.domain.sync.StoredSync;
import io.drayage.copier.domain.sync.Syncs;
import java.util.List;
import java.util.Optional;

/** Writes down who changed which sync, in the transaction of the change. */
public final class AuditedSyncs implements Syncs {
  private final Syncs syncs;
  private final AuditLog log;
  private final Database database;

  public AuditedSyncs(Syncs syncs, AuditLog log, Database database) {
    this.syncs = syncs;
    this.log = log;
    this.database = database;
  }

  @Override
  public List<StoredSync> list(String after, int limit) {
    return syncs.list(after, limit);
  }

  @Override
  public Optional<StoredSync> find(String name) {
    return syncs.find(name);
  }

  @Override
  public StoredSync put(String name, SyncSpec spec) {
    return database.inTransaction(
        () -> {
          Optional<StoredSync> before = syncs.find(name);
          StoredSync after = syncs.put(name, spec);
          if (before.isEmpty() || before.get().version() != after.version()) {
            log.add("sync.put", name, Change.of(before.map(StoredSync::spec), after.spec()));
          }
          return after;
        });
  }

  @Override
  public boolean remove(String name) {
    return database.inTransaction(
        () -> {
          Optional<StoredSync> before = syncs.find(name);
          boolean removed = syncs.remove(name);
          if (removed && before.isPresent()) {
            log.add("sync.delete", name, Change.gone(before.get().spec()));
          }
          return removed;
        });
  }
}
