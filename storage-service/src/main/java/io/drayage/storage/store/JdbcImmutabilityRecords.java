package io.drayage.storage.store;

import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.tag.ImmutabilityRecords;
import io.drayage.storage.domain.tag.ImmutabilityRule;
import io.drayage.storage.domain.tag.ImmutabilityRules;
import io.drayage.storage.domain.tag.NamePattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Rules of immutability in PostgreSQL. */
public final class JdbcImmutabilityRecords implements ImmutabilityRecords {
  private static final String SELECT = "select name, repositories, tags from immutability_rule";

  private final Database database;

  public JdbcImmutabilityRecords(Database database) {
    this.database = database;
  }

  @Override
  public ImmutabilityRules all() {
    return new ImmutabilityRules(
        database.jdbc().sql(SELECT + " order by name").query((row, _) -> rule(row)).list());
  }

  @Override
  public Optional<ImmutabilityRule> find(String name) {
    return database
        .jdbc()
        .sql(SELECT + " where name = ?")
        .param(name)
        .query((row, _) -> rule(row))
        .optional();
  }

  private static ImmutabilityRule rule(ResultSet row) throws SQLException {
    return new ImmutabilityRule(
        row.getString(1), new NamePattern(row.getString(2)), new NamePattern(row.getString(3)));
  }

  @Override
  public void put(ImmutabilityRule rule) {
    database
        .transactions()
        .executeWithoutResult(
            _ -> {
              database
                  .jdbc()
                  .sql(
                      """
                      insert into immutability_rule (name, repositories, tags) values (?, ?, ?)
                      on conflict (name) do update
                      set repositories = excluded.repositories, tags = excluded.tags
                      """)
                  .params(rule.name(), rule.repositories().toString(), rule.tags().toString())
                  .update();
              if (all().list().size() > MAXIMUM) {
                throw new RefusedException(
                    RefusalCode.UNSUPPORTED,
                    "there can be %d immutability rules; join some of them".formatted(MAXIMUM));
              }
            });
  }

  @Override
  public boolean remove(String name) {
    return database.jdbc().sql("delete from immutability_rule where name = ?").param(name).update()
        == 1;
  }
}
