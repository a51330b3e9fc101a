package io.drayage.copier.store;

import io.drayage.copier.domain.run.Claim;
import io.drayage.copier.domain.run.Counts;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Transfer;
import io.drayage.copier.domain.run.Transfer.Effort;
import io.drayage.copier.domain.run.Transfer.Outcome;
import io.drayage.copier.domain.run.Transfer.Planned;
import io.drayage.copier.domain.run.Transfers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Transfers in PostgreSQL. */
public final class JdbcTransfers implements Transfers {
  static final String SELECT =
      """
      select id, rule, action, state, source, destination, source_digest, digest, bytes, requests,
        moved, attempts, started_at, ended_at, reason
      from transfer
      """;

  private final Database database;
  private final PlanProgress progress;

  public JdbcTransfers(Database database) {
    this.database = database;
    this.progress = new PlanProgress(database);
  }

  @Override
  public Set<Integer> planned(long run) {
    return progress.planned(run);
  }

  @Override
  public List<Integer> unplanned(Claim claim, List<Integer> rules) {
    return progress.unplanned(claim, rules);
  }

  @Override
  public Optional<Duration> planRest(Claim claim, List<Integer> rules) {
    return progress.rest(claim, rules);
  }

  @Override
  public void finishPlan(Claim claim, int rule) {
    progress.finish(claim, rule);
  }

  @Override
  public boolean postponePlan(Claim claim, int rule, Duration patience) {
    return progress.postpone(claim, rule, patience);
  }

  @Override
  public Set<String> clearPlan(Claim claim, int rule) {
    database
        .jdbc()
        .sql(
            """
            delete from transfer where run_id = :run and rule = :rule
              and state not in ('COPIED', 'DELETED') and
            """
                + JdbcClaims.HOLDS_STILL)
        .param("run", claim.lead().run())
        .param("rule", rule)
        .param("step", claim.step())
        .param("token", claim.token())
        .update();
    return Set.copyOf(
        database
            .jdbc()
            .sql("select source from transfer where run_id = ? and rule = ?")
            .params(claim.lead().run(), rule)
            .query(String.class)
            .list());
  }

  @Override
  public void plan(Claim claim, List<Planned> found) {
    if (found.isEmpty()) {
      return;
    }
    database
        .jdbc()
        .sql(
            """
            insert into transfer (run_id, rule, action, state, source, destination, source_digest,
              bytes, requests, reason, ended_at)
            select :run, f.rule, f.action, f.state, f.source, f.destination, f.source_digest,
              f.bytes, f.requests, f.reason, case when f.state = 'PENDING' then null else :now end
            from unnest(cast(:rules as int[]), cast(:actions as text[]), cast(:states as text[]),
              cast(:sources as text[]), cast(:destinations as text[]), cast(:digests as text[]),
              cast(:bytes as bigint[]), cast(:requests as int[]), cast(:reasons as text[]))
              as f(rule, action, state, source, destination, source_digest, bytes, requests, reason)
            where
            """
                + JdbcClaims.HOLDS_STILL)
        .param("run", claim.lead().run())
        .param("now", database.now())
        .param("rules", found.stream().map(Planned::rule).toArray(Integer[]::new))
        .param("actions", texts(found, p -> p.action().name()))
        .param("states", texts(found, p -> p.state().name()))
        .param("sources", texts(found, Planned::source))
        .param("destinations", texts(found, Planned::destination))
        .param("digests", texts(found, p -> p.sourceDigest().orElse(null)))
        .param("bytes", found.stream().map(p -> p.effort().bytes()).toArray(Long[]::new))
        .param("requests", found.stream().map(p -> p.effort().requests()).toArray(Integer[]::new))
        .param("reasons", texts(found, p -> p.reason().orElse(null)))
        .param("step", claim.step())
        .param("token", claim.token())
        .update();
  }

  private static @Nullable String[] texts(
      List<Planned> found, Function<Planned, @Nullable String> field) {
    @Nullable String[] texts = new @Nullable String[found.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = field.apply(found.get(i));
    }
    return texts;
  }

  @Override
  public int deal(Lead lead, int parts) {
    return database.inTransaction(
        () -> {
          if (!keepLead(lead)) {
            return 0;
          }
          refuseCollisions(lead.run());
          List<Repository> repositories = repositories(lead.run());
          long[] load = new long[Math.max(1, parts)];
          List<String> names = new ArrayList<>();
          List<Integer> numbers = new ArrayList<>();
          for (Repository repository : repositories) {
            int lightest = 0;
            for (int i = 1; i < load.length; i++) {
              if (load[i] < load[lightest]) {
                lightest = i;
              }
            }
            load[lightest] += repository.load();
            names.add(repository.name());
            numbers.add(lightest);
          }
          assign(lead.run(), names, numbers);
          return Math.min(load.length, repositories.size());
        });
  }

  /** Whether a lead is not lost; it is kept until the end of the transaction. */
  boolean keepLead(Lead lead) {
    return database
        .jdbc()
        .sql("select 1 from run where id = ? and epoch = ? for update")
        .params(lead.run(), lead.epoch())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private record Repository(String name, long load) {}

  /** The name without tag and digest; an image costs as much as some bytes. */
  private static final String REPOSITORY = "regexp_replace(destination, '(@.*|:[^:/]*)$', '')";

  private List<Repository> repositories(long run) {
    return database
        .jdbc()
        .sql(
            "select "
                + REPOSITORY
                + """
                 as repository, sum(bytes + 1000000) as load from transfer
                where run_id = ? and state in ('PENDING', 'RUNNING') and action = 'COPY'
                group by 1 order by load desc, 1
                """)
        .param(run)
        .query((row, _) -> new Repository(row.getString(1), row.getLong(2)))
        .list();
  }

  private void assign(long run, List<String> names, List<Integer> numbers) {
    database
        .jdbc()
        .sql(
            "update transfer t set part = p.number"
                + " from unnest(cast(:names as text[]), cast(:numbers as int[])) as p(name, number)"
                + " where t.run_id = :run and t.state in ('PENDING', 'RUNNING') and t.action = 'COPY'"
                + " and p.name = "
                + REPOSITORY)
        .param("names", names.toArray(String[]::new))
        .param("numbers", numbers.toArray(Integer[]::new))
        .param("run", run)
        .update();
  }

  /** Two images with one name: whichever came last would win. */
  private void refuseCollisions(long run) {
    database
        .jdbc()
        .sql(
            """
            update transfer t set state = 'FAILED', ended_at = :now,
              reason = 'other images of this sync have the same destination: ' || c.sources
                || '; keep them apart with {registry} or {path} in the destination'
            from (
              select destination, string_agg(distinct source, ', ') as sources from transfer
              where run_id = :run and destination <> ''
              group by destination having count(distinct source) > 1) c
            where t.run_id = :run and t.destination = c.destination
              and t.state in ('PENDING', 'RUNNING')
            """)
        .param("run", run)
        .param("now", database.now())
        .update();
  }

  @Override
  public List<Transfer> open(Lead lead, int part) {
    return database
        .jdbc()
        .sql(
            SELECT
                + """
                where run_id = ? and part = ? and state in ('PENDING', 'RUNNING')
                  and coalesce(due_at, ?) <= ? order by id
                """)
        .params(lead.run(), part, database.now(), database.now())
        .query((row, _) -> transfer(row))
        .list();
  }

  @Override
  public Optional<Duration> rest(Lead lead, int part) {
    OffsetDateTime now = database.now();
    return database
        .jdbc()
        .sql(
            """
            select coalesce(due_at, ?) from transfer
            where run_id = ? and part = ? and state in ('PENDING', 'RUNNING') order by 1 limit 1
            """)
        .params(now, lead.run(), part)
        .query(OffsetDateTime.class)
        .optional()
        .map(due -> PlanProgress.from(now, due));
  }

  @Override
  public boolean postpone(Claim claim, long id, Setback setback) {
    OffsetDateTime now = database.now();
    return database.outlast(
        () ->
            database
                    .jdbc()
                    .sql(
                        """
                        update transfer set state = 'PENDING', reason = :reason,
                          failing_since = coalesce(failing_since, :now), due_at =
                        """
                            + PlanProgress.DUE
                            + """
                             where id = :id and state = 'RUNNING'
                              and coalesce(failing_since, :now) > :given_up and
                            """
                            + JdbcClaims.HOLDS)
                    .param("reason", setback.reason())
                    .param("now", now)
                    .param("given_up", now.minus(setback.patience()))
                    .param("id", id)
                    .param("step", claim.step())
                    .param("token", claim.token())
                    .update()
                == 1);
  }

  @Override
  public boolean begin(Claim claim, long id) {
    return database.outlast(
        () ->
            database
                    .jdbc()
                    .sql(
                        """
                update transfer set state = 'RUNNING', attempts = attempts + 1,
                  started_at = coalesce(started_at, :now)
                where id = :id and state in ('PENDING', 'RUNNING') and
                """
                            + JdbcClaims.HOLDS)
                    .param("now", database.now())
                    .param("id", id)
                    .param("step", claim.step())
                    .param("token", claim.token())
                    .update()
                == 1);
  }

  @Override
  public boolean end(Claim claim, long id, Outcome outcome) {
    return database.outlast(
        () ->
            database
                    .jdbc()
                    .sql(
                        """
                update transfer set state = :state, digest = :digest, moved = :moved,
                  reason = :reason, ended_at = :now
                where id = :id and state = 'RUNNING' and
                """
                            + JdbcClaims.HOLDS)
                    .param("state", outcome.state().name())
                    .param("digest", outcome.digest().orElse(null))
                    .param("moved", outcome.moved())
                    .param("reason", outcome.reason().orElse(null))
                    .param("now", database.now())
                    .param("id", id)
                    .param("step", claim.step())
                    .param("token", claim.token())
                    .update()
                == 1);
  }

  /** What was begun and not ended, when nobody works on the run any more. */
  void putBack(long run) {
    database
        .jdbc()
        .sql("update transfer set state = 'PENDING' where run_id = ? and state = 'RUNNING'")
        .param(run)
        .update();
  }

  @Override
  public int retryFailed(long run) {
    progress.planFailedAgain(run);
    return database
        .jdbc()
        .sql(
            """
            update transfer set state = 'PENDING', reason = null, ended_at = null, due_at = null,
              failing_since = null
            where run_id = ? and state = 'FAILED' and destination <> ''
            """)
        .param(run)
        .update();
  }

  @Override
  public Counts count(long run) {
    return database
        .jdbc()
        .sql(
            """
            select count(*) filter (where state = 'UNCHANGED'),
              count(*) filter (where state = 'PENDING'), count(*) filter (where state = 'RUNNING'),
              count(*) filter (where state = 'COPIED'), count(*) filter (where state = 'DELETED'),
              count(*) filter (where state = 'FAILED'), count(*) filter (where state = 'SKIPPED'),
              coalesce(sum(bytes), 0), coalesce(sum(moved), 0), coalesce(sum(requests), 0)
            from transfer where run_id = ?
            """)
        .param(run)
        .query(
            (row, _) ->
                new Counts(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9),
                    row.getLong(10)))
        .single();
  }

  @Override
  public List<Transfer> list(long run, Optional<Transfer.State> state, long after, int limit) {
    return database
        .jdbc()
        .sql(
            SELECT
                + "where run_id = :run and id > :after"
                + (state.isPresent() ? " and state = :state" : "")
                + " order by id limit :limit")
        .param("run", run)
        .param("after", after)
        .param("state", state.map(Enum::name).orElse(null))
        .param("limit", limit)
        .query((row, _) -> transfer(row))
        .list();
  }

  static Transfer transfer(ResultSet row) throws SQLException {
    return new Transfer(
        row.getLong("id"),
        row.getInt("rule"),
        Transfer.Action.valueOf(row.getString("action")),
        Transfer.State.valueOf(row.getString("state")),
        row.getString("source"),
        row.getString("destination"),
        Optional.ofNullable(row.getString("source_digest")),
        Optional.ofNullable(row.getString("digest")),
        new Effort(row.getLong("bytes"), row.getInt("requests")),
        row.getLong("moved"),
        row.getInt("attempts"),
        time(row, "started_at"),
        time(row, "ended_at"),
        Optional.ofNullable(row.getString("reason")));
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
