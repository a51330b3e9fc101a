package io.drayage.copier.store;

import io.drayage.copier.domain.run.History;
import io.drayage.copier.domain.run.Run;
import io.drayage.copier.domain.run.Runs;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The history in PostgreSQL, with what Spring Batch has written down of it. */
public final class JdbcHistory implements History {
  private static final String GOES_ON = "('QUEUED', 'PLANNING', 'RUNNING', 'PAUSED')";

  /** Names are found one by one in the index: there are few, and very many runs. */
  private static final String BEYOND_COUNT =
      """
      with recursive names as (
        (select sync_name from run order by sync_name limit 1)
        union all
        select (select r.sync_name from run r where r.sync_name > n.sync_name
          order by r.sync_name limit 1)
        from names n where n.sync_name is not null)
      select old.id from names n cross join lateral (
        select r.id, r.state from run r where r.sync_name = n.sync_name
        order by r.id desc offset :most limit :limit) old
      where n.sync_name is not null and old.state not in
      """
          + GOES_ON
          + " limit :limit";

  private final Database database;
  private final Runs runs;

  public JdbcHistory(Database database, Runs runs) {
    this.database = database;
    this.runs = runs;
  }

  @Override
  public List<Run> unattended() {
    return database
        .jdbc()
        .sql(
            """
            select r.id from run r where r.state in ('QUEUED', 'PLANNING', 'RUNNING')
              and not exists (select 1 from run_task t
                where t.task_name = 'run' and t.task_instance = r.id || '.' || r.starts)
            """)
        .query((row, _) -> row.getLong(1))
        .list()
        .stream()
        .map(runs::find)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public int forget(Retention kept, int limit) {
    return database.inTransaction(
        () -> {
          List<Long> old = new ArrayList<>(tooOld(kept, limit));
          if (old.isEmpty()) {
            old.addAll(tooMany(kept, limit));
          }
          if (!old.isEmpty()) {
            forget(old);
          }
          return old.size();
        });
  }

  private List<Long> tooOld(Retention kept, int limit) {
    return database
        .jdbc()
        .sql(
            "select id from run where created_at < ? and state not in "
                + GOES_ON
                + " order by created_at limit ?")
        .params(database.clock().instant().minus(kept.age()).atOffset(ZoneOffset.UTC), limit)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private List<Long> tooMany(Retention kept, int limit) {
    return database
        .jdbc()
        .sql(BEYOND_COUNT)
        .param("most", kept.runs())
        .param("limit", limit)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private void forget(List<Long> old) {
    Long[] executions =
        database
            .jdbc()
            .sql(
                """
                select job_execution_id from batch_job_execution_params
                where parameter_name = 'run' and parameter_value = any(cast(? as text[]))
                """)
            .param(old.stream().map(String::valueOf).toArray(String[]::new))
            .query((row, _) -> row.getLong(1))
            .list()
            .toArray(Long[]::new);
    forgetJobs(executions);
    database
        .jdbc()
        .sql("delete from run where id = any(cast(? as bigint[]))")
        .param(old.toArray(Long[]::new))
        .update();
  }

  /** The parts before the whole. */
  private void forgetJobs(Long[] executions) {
    if (executions.length == 0) {
      return;
    }
    delete(
        "batch_step_execution_context where step_execution_id in (select step_execution_id"
            + " from batch_step_execution where job_execution_id = any(cast(? as bigint[])))",
        executions);
    delete("batch_step_execution where job_execution_id = any(cast(? as bigint[]))", executions);
    delete(
        "batch_job_execution_context where job_execution_id = any(cast(? as bigint[]))",
        executions);
    delete(
        "batch_job_execution_params where job_execution_id = any(cast(? as bigint[]))", executions);
    database
        .jdbc()
        .sql(
            """
            with gone as (
              delete from batch_job_execution where job_execution_id = any(cast(? as bigint[]))
              returning job_instance_id)
            delete from batch_job_instance where job_instance_id in (select job_instance_id from gone)
            """)
        .param(executions)
        .update();
  }

  private void delete(String from, Long[] executions) {
    database.jdbc().sql("delete from " + from).param(executions).update();
  }
}
