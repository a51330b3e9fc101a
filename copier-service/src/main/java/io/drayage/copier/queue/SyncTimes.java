package io.drayage.copier.queue;

import io.drayage.copier.domain.schedule.Timetable;
import io.drayage.copier.domain.schedule.Timing;
import io.drayage.copier.domain.sync.StoredSync;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the next time of each sync in the table of its scheduler. A change counts even when the
 * sync is just being started: whoever starts it finds its task changed, and leaves it as it is.
 */
public final class SyncTimes implements Timetable {
  static final String TASK = "sync";

  private final JdbcClient jdbc;
  private final InstantSource time;
  private final RandomGenerator random;

  /**
   * @param random for jitter
   */
  public SyncTimes(JdbcClient jdbc, Queues queues, RandomGenerator random) {
    this.jdbc = jdbc;
    this.time = queues.time();
    this.random = random;
  }

  /**
   * The next time of a sync.
   *
   * @param due in the schedule
   * @param start with jitter
   */
  record Next(Instant due, Instant start) {}

  /** The next time after another; empty when it does not run by itself. */
  Optional<Next> next(StoredSync sync, Instant after) {
    var schedule = sync.spec().schedule();
    if (schedule == null) {
      return Optional.empty();
    }
    CronTimes times = CronTimes.of(schedule, after);
    if (Boolean.TRUE.equals(sync.spec().suspended())) {
      return Optional.empty();
    }
    long jitter = times.jitter().toMillis();
    return times
        .after(after)
        .map(due -> new Next(due, due.plusMillis(jitter == 0 ? 0 : random.nextLong(jitter))));
  }

  Instant now() {
    return time.instant();
  }

  @Override
  public void changed(StoredSync sync) {
    Optional<Next> next = next(sync, time.instant());
    if (next.isEmpty()) {
      removeTask(sync.name());
      return;
    }
    Next coming = next.get();
    jdbc.sql(
            """
            insert into schedule_task as t (task_name, task_instance, task_data, execution_time,
              picked, version, priority)
            values (?, ?, ?, ?, false, 1, 0)
            on conflict (task_name, task_instance) do update set
              task_data = excluded.task_data, execution_time = excluded.execution_time,
              picked = false, picked_by = null, last_heartbeat = null, version = t.version + 1
            """)
        .params(
            TASK,
            sync.name(),
            Objects.requireNonNull(
                new JsonTaskData().serialize(new SyncDue(coming.due().toEpochMilli()))),
            coming.start().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public void removed(String sync) {
    removeTask(sync);
    jdbc.sql("delete from schedule_record where sync_name = ?").param(sync).update();
  }

  private void removeTask(String sync) {
    jdbc.sql("delete from schedule_task where task_name = ? and task_instance = ?")
        .params(TASK, sync)
        .update();
  }

  @Override
  public Map<String, Timing> of(Collection<String> syncs) {
    Map<String, Timing> timings = new HashMap<>();
    jdbc.sql(
            """
            select name, t.execution_time, r.skipped_at, r.skipped_for, coalesce(r.skips, 0) as skips
            from unnest(cast(:names as text[])) as name
            left join schedule_task t on t.task_name = :task and t.task_instance = name
            left join schedule_record r on r.sync_name = name
            where t.task_instance is not null or r.sync_name is not null
            """)
        .param("names", syncs.toArray(String[]::new))
        .param("task", TASK)
        .query(
            row -> {
              timings.put(row.getString("name"), timing(row));
            });
    return timings;
  }

  private static Timing timing(ResultSet row) throws SQLException {
    Optional<Instant> skipped = instant(row, "skipped_at");
    long run = row.getLong("skipped_for");
    return new Timing(
        instant(row, "execution_time"),
        skipped.map(at -> new Timing.Skip(at, run)),
        row.getLong("skips"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
