package io.drayage.storage.store;

import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.domain.quota.Quota;
import io.drayage.storage.domain.quota.Quotas;
import java.util.List;
import java.util.Optional;

/** Quotas whose changes are in the audit. */
public final class AuditedQuotas implements Quotas {
  private final Quotas quotas;
  private final SettingLedger ledger;

  public AuditedQuotas(Database database, ChangeLog changes) {
    this.quotas = new JdbcQuotas(database);
    this.ledger = new SettingLedger(database, changes);
  }

  @Override
  public List<Quota> all() {
    return quotas.all();
  }

  @Override
  public Optional<Quota> find(String prefix) {
    return quotas.find(prefix);
  }

  @Override
  public Quota put(String prefix, Quota.Limits limits) {
    return ledger.set(
        () -> quotas.put(prefix, limits),
        "quota of '%s': %s bytes, %s tags"
            .formatted(prefix, words(limits.bytes()), words(limits.tags())));
  }

  private static String words(Optional<Long> limit) {
    return limit.map(most -> "at most " + most).orElse("any number of");
  }

  @Override
  public boolean remove(String prefix) {
    return ledger.remove(
        () -> quotas.remove(prefix), "removed the quota of '%s'".formatted(prefix));
  }
}
