package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is asked of the service takes as long with a long history as without one.
 *
 * <p>{@code -Ddrayage.history=1000000} asks for so many finished transfers.
 */
class HistoryIT {
  private static final int TRANSFERS = Integer.getInteger("drayage.history", 50_000);
  private static final int RUNS = TRANSFERS / 50;
  private static final int SYNCS = 20;

  /** Pages that a statement may touch; the whole of the smallest table here has more. */
  private static final int FEW_PAGES = 120;

  private static final Pattern PAGES = Pattern.compile("(?:hit|read)=(\\d+)");

  private static final List<String> STATEMENTS =
      List.of(
          "select * from run where id < 9223372036854775807 order by id desc limit 100",
          "select * from run where id < 9223372036854775807 and sync_name = 'sync7'"
              + " order by id desc limit 100",
          "select * from run where id < 9223372036854775807 and state = 'FAILED'"
              + " order by id desc limit 100",
          "select * from run where sync_name = 'sync7'"
              + " and state in ('QUEUED', 'PLANNING', 'RUNNING', 'PAUSED')",
          "select * from transfer where run_id = %d and id > 0 order by id limit 100",
          "select * from transfer where run_id = %d and id > 0 and state = 'FAILED'"
              + " order by id limit 100",
          "select count(*) filter (where state = 'COPIED'), sum(bytes) from transfer"
              + " where run_id = %d",
          "select r.id from run r where r.state in ('QUEUED', 'PLANNING', 'RUNNING')"
              + " and not exists (select 1 from run_task t where t.task_name = 'run'"
              + " and t.task_instance = r.id || '.' || r.starts)",
          "select id from run where created_at < now() - interval '1000 days'"
              + " and state not in ('QUEUED', 'PLANNING', 'RUNNING', 'PAUSED')"
              + " order by created_at limit 50",
          "select job_execution_id from batch_job_execution_params"
              + " where parameter_name = 'run' and parameter_value = any(array['17', '18'])");

  @TempDir Path data;

  private record Times(double list, double transfers, double start) {}

  @Test
  void staysFastWithALongHistory() throws Exception {
    List<String> database = SharedPostgres.newDatabase();
    try (MemoryRegistry source = MemoryRegistry.start();
        MemoryRegistry destination = MemoryRegistry.start();
        RunningCopier copier =
            RunningCopier.startOn(
                database,
                data,
                "--drayage.copier.polling=50ms",
                "--drayage.copier.housekeeping=1h");
        QueueRecord record = QueueRecord.open(database)) {
      SeededImages.image(1).storeIn(source, "team/app", "1.0");
      Api api = copier.api();
      api.put("/registries/" + source.authority(), "{'tls': 'skip'}");
      api.put("/registries/" + destination.authority(), "{'tls': 'skip'}");
      api.put(
          "/syncs/sync7",
          "{'sources': [{'repository': '%s/team/app'}], 'destination': '%s/{path}'}"
              .formatted(source.authority(), destination.authority()));
      long run = api.await(api.post("/syncs/sync7/runs")).path("id").asLong();
      Times empty = measure(api, run);
      load(record);
      Times full = measure(api, run + 1 + RUNS / 2);

      System.out.printf(
          "%d runs, %d transfers: list of runs %.1f ms (empty %.1f), list of transfers %.1f ms"
              + " (%.1f), a run %.0f ms (%.0f)%n",
          RUNS,
          TRANSFERS,
          full.list(),
          empty.list(),
          full.transfers(),
          empty.transfers(),
          full.start(),
          empty.start());
      for (String statement : STATEMENTS) {
        assertThat(pages(record, statement.formatted(run + 1 + RUNS / 2)))
            .as(statement)
            .isLessThan(FEW_PAGES);
      }
    }
  }

  private static void load(QueueRecord record) throws Exception {
    record.execute(
        """
        insert into run (sync_name, sync_version, spec, cause, requested_by, priority, plan_only,
          state, starts, epoch, created_at, started_at, planned_at, ended_at, counts)
        select 'sync' || g %% %d, 1, '{"sources": [], "destination": "b.example.com/{path}"}',
          'SCHEDULE', 'schedule', 50, false, case when g %% 40 = 0 then 'FAILED' else 'SUCCEEDED' end,
          1, 1, now() - g * interval '1 minute', now(), now(), now(),
          '{"unchanged":49,"pending":0,"running":0,"copied":1,"deleted":0,"failed":0,"skipped":0,"bytesPlanned":1,"bytesMoved":1,"requestsPlanned":1}'
        from generate_series(1, %d) g"""
            .formatted(SYNCS, RUNS));
    record.execute(
        """
        insert into transfer (run_id, rule, part, action, state, source, destination, source_digest,
          digest, bytes, requests, moved, attempts, started_at, ended_at)
        select r.id, 0, 0, 'COPY', case when t = 1 then 'FAILED' else 'COPIED' end,
          'a.example.com/team/app:' || t, 'b.example.com/team/app:' || t,
          'sha256:' || repeat('a', 64), 'sha256:' || repeat('a', 64), 1000, 5, 1000, 1, now(), now()
        from run r, generate_series(1, 50) t where r.requested_by = 'schedule'""");
    record.execute(
        """
        with one as (
          insert into batch_job_instance (job_instance_id, version, job_name, job_key)
          select 1000000 + id, 0, 'sync-run', md5(id::text) from run where requested_by = 'schedule'
          returning job_instance_id), two as (
          insert into batch_job_execution (job_execution_id, job_instance_id, create_time, end_time,
            status)
          select job_instance_id, job_instance_id, now(), now(), 'COMPLETED' from one
          returning job_execution_id)
        insert into batch_job_execution_params
        select job_execution_id, 'run', 'java.lang.Long', (job_execution_id - 1000000)::text, 'Y'
        from two""");
    record.execute("vacuum analyze");
  }

  private static Times measure(Api api, long run) throws Exception {
    return new Times(
        median(() -> api.get("/runs?limit=100")),
        median(() -> api.get("/runs/" + run + "/transfers?limit=100")),
        median(() -> api.await(api.post("/syncs/sync7/runs"))));
  }

  /** What is measured. */
  @FunctionalInterface
  private interface Call {
    void make() throws Exception;
  }

  private static double median(Call call) throws Exception {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long begin = System.nanoTime();
      call.make();
      times.add((System.nanoTime() - begin) / 1e6);
    }
    times.sort(null);
    return times.get(times.size() / 2);
  }

  private static long pages(QueueRecord record, String statement) throws Exception {
    List<String> plan = record.texts("explain (analyze, buffers, costs off) " + statement);
    if (Boolean.getBoolean("drayage.plans")) {
      System.out.println(statement + "\n  " + String.join("\n  ", plan));
    }
    Matcher pages =
        PAGES.matcher(plan.stream().filter(l -> l.contains("Buffers")).findFirst().orElse(""));
    long sum = 0;
    while (pages.find()) {
      sum += Long.parseLong(pages.group(1));
    }
    return sum;
  }
}
