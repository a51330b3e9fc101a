package io.drayage.copier.store;

import io.drayage.copier.domain.run.Claim;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far the plans of runs are, as long as they are not whole. */
final class PlanProgress {
  /** The pause grows with the time for which it has failed. */
  static final String DUE =
      """
       cast(:now as timestamptz) + greatest(interval '2 seconds',
        least(interval '60 seconds', cast(:now as timestamptz) - coalesce(failing_since, :now)))
      """;

  private final Database database;

  PlanProgress(Database database) {
    this.database = database;
  }

  static Duration from(OffsetDateTime now, OffsetDateTime due) {
    Duration wait = Duration.between(now, due);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  Set<Integer> planned(long run) {
    return Set.copyOf(
        database
            .jdbc()
            .sql("select rule from plan_progress where run_id = ? and done")
            .param(run)
            .query(Integer.class)
            .list());
  }

  private record Waiting(int rule, boolean done, Duration pause) {}

  private List<Waiting> waiting(Claim claim) {
    OffsetDateTime now = database.now();
    return database
        .jdbc()
        .sql("select rule, done, coalesce(due_at, ?) from plan_progress where run_id = ?")
        .params(now, claim.lead().run())
        .query(
            (row, _) ->
                new Waiting(
                    row.getInt(1),
                    row.getBoolean(2),
                    from(now, row.getObject(3, OffsetDateTime.class))))
        .list();
  }

  List<Integer> unplanned(Claim claim, List<Integer> rules) {
    Set<Integer> not = new HashSet<>();
    for (Waiting other : waiting(claim)) {
      if (other.done() || other.pause().isPositive()) {
        not.add(other.rule());
      }
    }
    return rules.stream().filter(rule -> !not.contains(rule)).toList();
  }

  Optional<Duration> rest(Claim claim, List<Integer> rules) {
    Set<Integer> left = new HashSet<>(rules);
    Optional<Duration> shortest = Optional.empty();
    for (Waiting other : waiting(claim)) {
      if (left.remove(other.rule()) && !other.done()) {
        shortest =
            shortest
                .filter(pause -> pause.compareTo(other.pause()) < 0)
                .or(() -> Optional.of(other.pause()));
      }
    }
    return left.isEmpty() ? shortest : Optional.of(Duration.ZERO);
  }

  void finish(Claim claim, int rule) {
    database
        .jdbc()
        .sql(
            """
            insert into plan_progress (run_id, rule, done) select :run, :rule, true where
            """
                + JdbcClaims.HOLDS_STILL
                + " on conflict (run_id, rule) do update set done = true")
        .param("run", claim.lead().run())
        .param("rule", rule)
        .param("step", claim.step())
        .param("token", claim.token())
        .update();
  }

  boolean postpone(Claim claim, int rule, Duration patience) {
    OffsetDateTime now = database.now();
    return database
            .jdbc()
            .sql(
                """
                insert into plan_progress as p (run_id, rule, done, failing_since, due_at)
                select :run, :rule, false, :now, cast(:now as timestamptz) + interval '2 seconds'
                where
                """
                    + JdbcClaims.HOLDS_STILL
                    + """
                     on conflict (run_id, rule) do update set
                      failing_since = coalesce(p.failing_since, :now), due_at =
                      cast(:now as timestamptz) + greatest(interval '2 seconds', least(
                        interval '60 seconds',
                        cast(:now as timestamptz) - coalesce(p.failing_since, :now)))
                      where not p.done and coalesce(p.failing_since, :now) > :given_up
                    """)
            .param("run", claim.lead().run())
            .param("rule", rule)
            .param("now", now)
            .param("given_up", now.minus(patience))
            .param("step", claim.step())
            .param("token", claim.token())
            .update()
        == 1;
  }

  /** Makes a plan unfinished again whose sources could not all be listed. */
  void planFailedAgain(long run) {
    int again =
        database
            .jdbc()
            .sql(
                """
                update run set planned_at = null where id = :run and exists (
                  select 1 from transfer
                  where run_id = :run and state = 'FAILED' and destination = '')
                """)
            .param("run", run)
            .update();
    if (again == 0) {
      return;
    }
    database
        .jdbc()
        .sql(
            """
            insert into plan_progress (run_id, rule, done)
            select r.id, rule, true
            from run r, generate_series(0, jsonb_array_length(r.spec -> 'sources') - 1) as rule
            where r.id = :run and not exists (
              select 1 from transfer t where t.run_id = :run and t.rule = rule
                and t.state = 'FAILED' and t.destination = '')
            on conflict (run_id, rule) do update set done = true
            """)
        .param("run", run)
        .update();
  }
}
