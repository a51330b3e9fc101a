package io.drayage.storage.store;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.retention.RetentionRule;
import io.drayage.storage.domain.retention.RuleRecords;
import io.drayage.storage.domain.tag.NamePattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules of retention in PostgreSQL. */
public final class JdbcRuleRecords implements RuleRecords {
  private static final String SELECT =
      """
      select name, repositories, tags, latest, pushed_within, pulled_within, untagged_after
      from retention_rule
      """;

  private final Database database;

  public JdbcRuleRecords(Database database) {
    this.database = database;
  }

  @Override
  public List<RetentionRule> all() {
    return database.jdbc().sql(SELECT + "order by name").query((row, _) -> rule(row)).list();
  }

  @Override
  public Optional<RetentionRule> find(String name) {
    return database
        .jdbc()
        .sql(SELECT + "where name = ?")
        .param(name)
        .query((row, _) -> rule(row))
        .optional();
  }

  private static RetentionRule rule(ResultSet row) throws SQLException {
    RetentionRule.Conditions conditions =
        new RetentionRule.Conditions(
            Optional.ofNullable(row.getObject(4, Integer.class)),
            duration(row, 5),
            duration(row, 6));
    return new RetentionRule(
        row.getString(1),
        new NamePattern(row.getString(2)),
        conditions.isEmpty()
            ? Optional.empty()
            : Optional.of(new RetentionRule.Keeping(new NamePattern(row.getString(3)), conditions)),
        duration(row, 7));
  }

  private static Optional<Duration> duration(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(Duration::parse);
  }

  @Override
  public void put(RetentionRule rule) {
    database
        .transactions()
        .executeWithoutResult(
            _ -> {
              Optional<RetentionRule.Conditions> conditions =
                  rule.keeping().map(RetentionRule.Keeping::conditions);
              database
                  .jdbc()
                  .sql(
                      """
                      insert into retention_rule (name, repositories, tags, latest, pushed_within,
                        pulled_within, untagged_after)
                      values (?, ?, ?, ?, ?, ?, ?)
                      on conflict (name) do update set repositories = excluded.repositories,
                        tags = excluded.tags, latest = excluded.latest,
                        pushed_within = excluded.pushed_within,
                        pulled_within = excluded.pulled_within,
                        untagged_after = excluded.untagged_after
                      """)
                  .param(rule.name())
                  .param(rule.repositories().toString())
                  .param(rule.keeping().map(k -> k.tags().toString()).orElse("**"))
                  .param(conditions.flatMap(RetentionRule.Conditions::latest).orElse(null))
                  .param(text(conditions.flatMap(RetentionRule.Conditions::pushedWithin)))
                  .param(text(conditions.flatMap(RetentionRule.Conditions::pulledWithin)))
                  .param(text(rule.untaggedAfter()))
                  .update();
              if (all().size() > MAXIMUM) {
                throw new RefusedException(
                    RefusalCode.UNSUPPORTED,
                    "there can be %d retention rules; join some of them".formatted(MAXIMUM));
              }
            });
  }

  private static @org.jspecify.annotations.Nullable String text(Optional<Duration> duration) {
    return duration.map(Duration::toString).orElse(null);
  }

  @Override
  public boolean remove(String name) {
    return database.jdbc().sql("delete from retention_rule where name = ?").param(name).update()
        == 1;
  }
}
