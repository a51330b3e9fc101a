package io.drayage.storage.store;

import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.domain.retention.RetentionRule;
import io.drayage.storage.domain.retention.RuleRecords;
import java.util.List;
import java.util.Optional;

/** Rules of retention whose changes are in the audit. */
public final class AuditedRuleRecords implements RuleRecords {
  private final RuleRecords records;
  private final SettingLedger ledger;

  public AuditedRuleRecords(Database database, ChangeLog changes) {
    this.records = new JdbcRuleRecords(database);
    this.ledger = new SettingLedger(database, changes);
  }

  @Override
  public List<RetentionRule> all() {
    return records.all();
  }

  @Override
  public Optional<RetentionRule> find(String name) {
    return records.find(name);
  }

  @Override
  public void put(RetentionRule rule) {
    ledger.set(
        () -> {
          records.put(rule);
          return rule;
        },
        words(rule));
  }

  private static String words(RetentionRule rule) {
    return "retention rule %s for %s: %s; %s"
        .formatted(
            rule.name(),
            rule.repositories(),
            rule.keeping()
                .map(keeping -> "keeps of %s %s".formatted(keeping.tags(), words(keeping)))
                .orElse("keeps all tags"),
            rule.untaggedAfter()
                .map(age -> "deletes what has no tag after " + age)
                .orElse("leaves what has no tag"));
  }

  private static String words(RetentionRule.Keeping keeping) {
    RetentionRule.Conditions conditions = keeping.conditions();
    return List.of(
            conditions.latest().map(count -> "the latest " + count),
            conditions.pushedWithin().map(age -> "those pushed within " + age),
            conditions.pulledWithin().map(age -> "those pulled within " + age))
        .stream()
        .flatMap(Optional::stream)
        .reduce((one, other) -> one + ", " + other)
        .orElse("nothing");
  }

  @Override
  public boolean remove(String name) {
    return ledger.remove(() -> records.remove(name), "removed the retention rule " + name);
  }
}
