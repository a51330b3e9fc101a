package io.drayage.copier.store.event;

import io.drayage.copier.domain.event.Situation;
import io.drayage.copier.domain.event.Situation.OfSync;
import io.drayage.copier.store.Database;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the service is, by its database; every question is answered by an index or a short table. */
public final class JdbcSituation implements Situation.Source {
  private static final List<String> UNDER_WAY = List.of("queued", "planning", "running", "paused");

  private final Database database;

  public JdbcSituation(Database database) {
    this.database = database;
  }

  @Override
  public Situation now() {
    return new Situation(runs(), queued(), syncs());
  }

  private Map<String, Long> runs() {
    Map<String, Long> runs = new HashMap<>();
    UNDER_WAY.forEach(state -> runs.put(state, 0L));
    runs.putAll(
        numbers(
            """
            select lower(state), count(*) from run
            where state in ('QUEUED', 'PLANNING', 'RUNNING', 'PAUSED') group by state
            """));
    return runs;
  }

  private Map<String, Long> queued() {
    return numbers(
        """
        select 'schedule', count(*) from schedule_task where not picked
        union all select 'run', count(*) from run_task where not picked
        union all select 'part', count(*) from part_task where not picked
        """);
  }

  private Map<String, Long> numbers(String query) {
    Map<String, Long> numbers = new HashMap<>();
    database
        .jdbc()
        .sql(query)
        .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
        .list()
        .forEach(entry -> numbers.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
    return numbers;
  }

  private List<OfSync> syncs() {
    return database
        .jdbc()
        .sql(
            """
            select s.name, g.ended_at as succeeded_at, lower(l.state) as state from sync s
            left join lateral (
              select ended_at from run r
              where r.sync_name = s.name and r.state = 'SUCCEEDED' order by r.ended_at desc limit 1
            ) g on true
            left join lateral (
              select state from run r
              where r.sync_name = s.name and r.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
              order by r.ended_at desc limit 1
            ) l on true
            order by s.name
            """)
        .query(
            (row, _) ->
                new OfSync(
                    row.getString("name"),
                    Optional.ofNullable(row.getObject("succeeded_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                    Optional.ofNullable(row.getString("state"))))
        .list();
  }
}
