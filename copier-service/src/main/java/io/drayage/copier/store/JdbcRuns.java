package io.drayage.copier.store;

import io.drayage.api.copier.PolicyVersion;
import io.drayage.api.copier.SyncSpec;
import io.drayage.copier.domain.run.Cause;
import io.drayage.copier.domain.run.Counts;
import io.drayage.copier.domain.run.Part.Exactness;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Run.Origin;
import io.drayage.copier.domain.run.Run.Scope;
import io.drayage.copier.domain.run.Run.Times;
import io.drayage.copier.domain.run.RunQueue;
import io.drayage.copier.domain.run.RunState;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.Wish;
import io.drayage.copier.domain.sync.StoredSync;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Runs in PostgreSQL. */
public final class JdbcRuns implements Runs {
  private static final String COLUMNS =
      """
       id, sync_name, sync_version, spec, cause, requested_by, priority, plan_only, as_planned,
       starts, state, wanted, epoch, created_at, started_at, planned_at, ended_at, counts, failure,
       policy_version
      """;

  private static final String UNDER_WAY = "('QUEUED', 'PLANNING', 'RUNNING')";

  private final Database database;
  private final JdbcTransfers transfers;
  private final RunQueue queue;

  /**
   * @param queue is told of a run in the transaction that puts it there
   */
  public JdbcRuns(Database database, JdbcTransfers transfers, RunQueue queue) {
    this.database = database;
    this.transfers = transfers;
    this.queue = queue;
  }

  @Override
  public Optional<Run> create(StoredSync sync, Origin origin, Scope scope) {
    return database.inTransaction(() -> insert(sync, origin, scope));
  }

  private Optional<Run> insert(StoredSync sync, Origin origin, Scope scope) {
    Optional<Run> run =
        database
            .jdbc()
            .sql(
                """
                insert into run (sync_name, sync_version, spec, cause, requested_by, priority,
                  plan_only, policy_version, state, starts, created_at)
                values (?, ?, cast(? as jsonb), ?, ?, ?, ?,
                  (select version from policy where name = cast(? as jsonb) ->> 'policy'), 'QUEUED', 1, ?)
                on conflict (sync_name)
                  where state in ('QUEUED', 'PLANNING', 'RUNNING', 'PAUSED') do nothing
                returning
                """
                    + COLUMNS)
            .params(
                sync.name(),
                sync.version(),
                database.text(sync.spec()),
                origin.cause().name(),
                origin.requestedBy(),
                origin.priority(),
                scope == Scope.PLAN,
                database.text(sync.spec()),
                database.now())
            .query(this::run)
            .optional();
    run.ifPresent(queue::add);
    return run;
  }

  @Override
  public Optional<Run> find(long id) {
    return select("where id = ?", id);
  }

  @Override
  public Optional<Run> active(String sync) {
    return select(
        "where sync_name = ? and state in ('QUEUED', 'PLANNING', 'RUNNING', 'PAUSED')", sync);
  }

  private Optional<Run> select(String where, Object parameter) {
    return database
        .jdbc()
        .sql("select " + COLUMNS + "from run " + where)
        .param(parameter)
        .query(this::run)
        .optional()
        .map(this::counted);
  }

  /** The counts of a run that goes on are those of its transfers. */
  private Run counted(Run run) {
    return run.state().isEnd() ? run : run.with(transfers.count(run.id()));
  }

  @Override
  public List<Run> list(Optional<String> sync, Optional<RunState> state, long before, int limit) {
    return database
        .jdbc()
        .sql(
            "select "
                + COLUMNS
                + "from run where id < :before"
                + (sync.isPresent() ? " and sync_name = :sync" : "")
                + (state.isPresent() ? " and state = :state" : "")
                + " order by id desc limit :limit")
        .param("before", before)
        .param("sync", sync.orElse(null))
        .param("state", state.map(Enum::name).orElse(null))
        .param("limit", limit)
        .query(this::run)
        .list()
        .stream()
        .map(this::counted)
        .toList();
  }

  @Override
  public Optional<Run> takeLead(long id) {
    return database
        .jdbc()
        .sql(
            "update run set epoch = epoch + 1, started_at = coalesce(started_at, ?)"
                + " where id = ? and state in "
                + UNDER_WAY
                + " returning "
                + COLUMNS)
        .params(database.now(), id)
        .query(this::run)
        .optional();
  }

  @Override
  public Optional<Wish> wish(Lead lead) {
    return database.outlast(
        () ->
            database
                .jdbc()
                .sql("select wanted from run where id = ? and epoch = ? and state in " + UNDER_WAY)
                .params(lead.run(), lead.epoch())
                .query(String.class)
                .optional()
                .map(Wish::valueOf));
  }

  @Override
  public void working(Lead lead, RunState state) {
    database
        .jdbc()
        .sql("update run set state = ? where id = ? and epoch = ? and state in " + UNDER_WAY)
        .params(state.name(), lead.run(), lead.epoch())
        .update();
  }

  @Override
  public void planned(Lead lead) {
    database
        .jdbc()
        .sql(
            "delete from plan_progress where run_id = ?"
                + " and exists (select 1 from run where id = run_id and epoch = ?)")
        .params(lead.run(), lead.epoch())
        .update();
    database
        .jdbc()
        .sql("update run set planned_at = ? where id = ? and epoch = ?")
        .params(database.now(), lead.run(), lead.epoch())
        .update();
  }

  @Override
  public boolean arrived(Lead lead, RunState state, Optional<String> failure) {
    return database.inTransaction(
        () -> {
          if (!transfers.keepLead(lead)) {
            return false;
          }
          clear(lead.run());
          return arrive(lead, state, failure);
        });
  }

  /** Nobody works on the run any more; what somebody says all the same has no claim now. */
  private void clear(long run) {
    database.jdbc().sql("delete from part_claim where run_id = ?").param(run).update();
    transfers.putBack(run);
  }

  private boolean arrive(Lead lead, RunState state, Optional<String> failure) {
    return database
            .jdbc()
            .sql(
                """
                update run set state = :state, failure = :failure,
                  counts = cast(:counts as jsonb), ended_at = :ended
                where id = :id and epoch = :epoch and state in
                """
                    + UNDER_WAY)
            .param("state", state.name())
            .param("failure", failure.orElse(null))
            .param("counts", state.isEnd() ? database.text(transfers.count(lead.run())) : null)
            .param("ended", state.isEnd() ? database.now() : null)
            .param("id", lead.run())
            .param("epoch", lead.epoch())
            .update()
        == 1;
  }

  @Override
  public Optional<Run> tell(long id, Wish wish) {
    int told =
        database
            .jdbc()
            .sql("update run set wanted = ? where id = ? and state in " + UNDER_WAY)
            .params(wish.name(), id)
            .update();
    if (told == 0 && wish == Wish.CANCEL) {
      told =
          database
              .jdbc()
              .sql(
                  """
                  update run set state = 'CANCELLED', wanted = 'CANCEL', ended_at = ?,
                    counts = cast(? as jsonb)
                  where id = ? and state in ('PAUSED', 'PLANNED')
                  """)
              .params(database.now(), database.text(transfers.count(id)), id)
              .update();
    }
    return told == 0 ? Optional.empty() : find(id);
  }

  @Override
  public Optional<Run> resume(long id, RunState from) {
    try {
      return database.inTransaction(() -> queueAgain(id, from));
    } catch (DuplicateKeyException _) {
      return Optional.empty();
    }
  }

  private Optional<Run> queueAgain(long id, RunState from) {
    Optional<Run> run =
        database
            .jdbc()
            .sql(
                """
                update run set state = 'QUEUED', wanted = 'RUN', starts = starts + 1,
                  as_planned = as_planned or plan_only, plan_only = false, ended_at = null,
                  failure = null, counts = null
                where id = ? and state = ? returning
                """
                    + COLUMNS)
            .params(id, from.name())
            .query(this::run)
            .optional();
    run.ifPresent(
        again -> {
          if (from == RunState.FAILED) {
            transfers.retryFailed(id);
          }
          queue.add(again);
        });
    return run;
  }

  private Run run(ResultSet row, int number) throws SQLException {
    @Nullable String counts = row.getString("counts");
    SyncSpec spec = database.json().readValue(row.getString("spec"), SyncSpec.class);
    return new Run(
        row.getLong("id"),
        row.getString("sync_name"),
        row.getInt("sync_version"),
        spec,
        new Origin(
            Cause.valueOf(row.getString("cause")),
            row.getString("requested_by"),
            row.getInt("priority")),
        new Run.Extent(
            row.getBoolean("plan_only") ? Scope.PLAN : Scope.WHOLE,
            row.getBoolean("as_planned") ? Exactness.AS_PLANNED : Exactness.LATEST,
            policy(spec, row.getObject("policy_version", Integer.class))),
        new Run.Progress(
            RunState.valueOf(row.getString("state")),
            Wish.valueOf(row.getString("wanted")),
            row.getInt("starts"),
            row.getInt("epoch")),
        new Times(
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            JdbcTransfers.time(row, "started_at"),
            JdbcTransfers.time(row, "planned_at"),
            JdbcTransfers.time(row, "ended_at")),
        counts == null ? Counts.NONE : database.json().readValue(counts, Counts.class),
        Optional.ofNullable(row.getString("failure")));
  }

  private static Optional<PolicyVersion> policy(SyncSpec spec, @Nullable Integer version) {
    String name = spec.policy();
    return name == null || version == null
        ? Optional.empty()
        : Optional.of(new PolicyVersion(name, version));
  }
}
