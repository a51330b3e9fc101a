package io.drayage.storage.store;

import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.domain.tag.ImmutabilityRecords;
import io.drayage.storage.domain.tag.ImmutabilityRule;
import io.drayage.storage.domain.tag.ImmutabilityRules;
import java.util.Optional;

/** Rules of immutability whose changes are in the audit. */
public final class AuditedImmutabilityRecords implements ImmutabilityRecords {
  private final ImmutabilityRecords records;
  private final SettingLedger ledger;

  public AuditedImmutabilityRecords(Database database, ChangeLog changes) {
    this.records = new JdbcImmutabilityRecords(database);
    this.ledger = new SettingLedger(database, changes);
  }

  @Override
  public ImmutabilityRules all() {
    return records.all();
  }

  @Override
  public Optional<ImmutabilityRule> find(String name) {
    return records.find(name);
  }

  @Override
  public void put(ImmutabilityRule rule) {
    ledger.set(
        () -> {
          records.put(rule);
          return rule;
        },
        "immutability rule %s: tags %s of %s"
            .formatted(rule.name(), rule.tags(), rule.repositories()));
  }

  @Override
  public boolean remove(String name) {
    return ledger.remove(() -> records.remove(name), "removed the immutability rule " + name);
  }
}
