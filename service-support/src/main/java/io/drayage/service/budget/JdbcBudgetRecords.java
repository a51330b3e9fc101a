package io.drayage.service.budget;

import io.drayage.registry.budget.Budget.Level;
import io.drayage.registry.budget.BudgetRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Budgets in PostgreSQL, a row for each account. Thread-safe. */
public final class JdbcBudgetRecords implements BudgetRecords {
  private final JdbcClient jdbc;
  private final String table;

  /**
   * @param table the name of the service's table, which becomes part of statements
   */
  public JdbcBudgetRecords(JdbcClient jdbc, String table) {
    this.jdbc = jdbc;
    this.table = table;
  }

  @Override
  public Map<String, Level> load(Collection<String> accounts) {
    Map<String, Level> levels = new HashMap<>();
    jdbc.sql(
            """
            select account, allowed, remaining, observed_at, closed_until
            from %s where account = any (?)
            """
                .formatted(table))
        .param(accounts.toArray(String[]::new))
        .query(
            row -> {
              levels.put(row.getString(1), level(row));
            });
    return levels;
  }

  private static Level level(ResultSet row) throws SQLException {
    @Nullable OffsetDateTime closed = row.getObject(5, OffsetDateTime.class);
    return new Level(
        row.getLong(2),
        row.getLong(3),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        Optional.ofNullable(closed).map(OffsetDateTime::toInstant));
  }

  @Override
  public void save(String account, Level level) {
    @Nullable OffsetDateTime closed =
        level.closedUntil().map(until -> until.atOffset(ZoneOffset.UTC)).orElse(null);
    jdbc.sql(
            """
            insert into %s as b (account, allowed, remaining, observed_at, closed_until)
            values (?, ?, ?, ?, ?)
            on conflict (account) do update set
              allowed = case when excluded.observed_at >= b.observed_at
                        then excluded.allowed else b.allowed end,
              remaining = case when excluded.observed_at >= b.observed_at
                          then excluded.remaining else b.remaining end,
              observed_at = greatest(b.observed_at, excluded.observed_at),
              closed_until = greatest(b.closed_until, excluded.closed_until)
            """
                .formatted(table))
        .param(account)
        .param(level.allowed())
        .param(level.remaining())
        .param(level.observedAt().atOffset(ZoneOffset.UTC))
        .param(closed)
        .update();
  }
}
