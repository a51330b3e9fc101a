package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two replicas with one database; each time of a schedule is for one of them. */
class ScheduleIT {
  private static final String EVERY_SECOND = "{'cron': '* * * * * *'}";

  @TempDir static Path data;
  private static final List<RunningCopier> replicas = new ArrayList<>();
  private static MemoryRegistry source;
  private static MemoryRegistry destination;
  private static QueueRecord record;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    source = MemoryRegistry.start();
    destination = MemoryRegistry.start();
    SeededImages.image(1).storeIn(source, "team/app", "1.0");
    List<String> database = SharedPostgres.newDatabase();
    for (int i = 0; i < 2; i++) {
      replicas.add(
          RunningCopier.startOn(
              database,
              data.resolve("replica" + i),
              "--drayage.copier.name=replica-" + i,
              "--drayage.copier.polling=100ms",
              "--drayage.copier.housekeeping=500ms",
              "--drayage.copier.history.runs=5",
              "--drayage.copier.patience=3s"));
    }
    record = QueueRecord.open(database);
    api = replicas.getFirst().api();
    api.put("/registries/" + source.authority(), "{'tls': 'skip'}");
    api.put("/registries/" + destination.authority(), "{'tls': 'skip'}");
  }

  @AfterAll
  static void stop() throws Exception {
    record.close();
    replicas.forEach(RunningCopier::close);
    source.close();
    destination.close();
  }

  private static JsonNode define(String name, String more) throws Exception {
    return api.put(
        "/syncs/" + name,
        "{'sources': [{'repository': '%s/team/app'}], 'destination': '%s/%s/{path}'%s}"
            .formatted(source.authority(), destination.authority(), name, more));
  }

  private static void await(String sql) throws Exception {
    while (record.text(sql).isEmpty()) {
      Thread.sleep(50);
    }
  }

  @Test
  void saysWhenASyncRunsNext() throws Exception {
    JsonNode sync =
        define("nightly", ", 'schedule': {'cron': '30 2 * * *', 'zone': 'Europe/Vienna'}");
    assertThat(Instant.parse(sync.path("nextRunAt").asString()))
        .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(26)));

    assertThat(
            define("nightly", ", 'suspended': true, 'schedule': {'cron': '0 4 * * *'}")
                .has("nextRunAt"))
        .isFalse();
    assertThat(
            define("nightly", ", 'schedule': {'cron': '0 4 1 1 *'}").path("nextRunAt").asString())
        .endsWith("-01-01T04:00:00Z");

    assertThat(api.send("DELETE", "/syncs/nightly", "").status()).isEqualTo(204);
    assertThat(record.texts("select 1 from schedule_task where task_instance = 'nightly'"))
        .isEmpty();
  }

  @Test
  void refusesAScheduleThatNeverComes() throws Exception {
    Api.Answer answer =
        api.send(
            "PUT",
            "/syncs/never",
            """
            {"sources": [{"repository": "a.example.com/x"}], "destination": "b.example.com/{path}",
             "schedule": {"cron": "0 0 31 2 *"}}""");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").get(0).path("field").asString())
        .isEqualTo("schedule.cron");
    assertThat(api.send("GET", "/syncs/never", "").status()).isEqualTo(404);
  }

  @Test
  void startsEachTimeOnceAndForgetsOldRuns() throws Exception {
    define("often", ", 'schedule': " + EVERY_SECOND);
    await("select 1 from run where sync_name = 'often' and id > 7 and state = 'SUCCEEDED'");
    define("often", "");
    await(
        "select 1 where not exists (select 1 from run where state in ('QUEUED', 'PLANNING', 'RUNNING'))");

    assertThat(
            record.number(
                """
                select count(*) from (select date_trunc('second', created_at) from run
                  where sync_name = 'often' group by 1 having count(*) > 1) twice"""))
        .isZero();
    await("select 1 from run where sync_name = 'often' having count(*) <= 5");
    await(
        """
        select 1 where not exists (select 1 from batch_job_execution_params p
          where p.parameter_name = 'run'
            and not exists (select 1 from run where id = cast(p.parameter_value as bigint)))""");
  }

  @Test
  void skipsATimeWhileARunIsUnderWay() throws Exception {
    destination.slowDown(Duration.ofSeconds(2));
    try {
      define("slow", ", 'schedule': " + EVERY_SECOND);
      await("select 1 from schedule_record where sync_name = 'slow' and skips > 0");
    } finally {
      destination.slowDown(Duration.ZERO);
    }
    JsonNode sync = define("slow", "");

    assertThat(sync.path("skipped").path("times").asLong()).isPositive();
    assertThat(sync.path("skipped").path("run").asLong()).isPositive();
    assertThat(sync.has("nextRunAt")).isFalse();
  }

  @Test
  void queuesARunAgainThatIsInNobodysQueue() throws Exception {
    record.execute(
        """
        insert into run (sync_name, sync_version, spec, cause, requested_by, priority, plan_only,
          state, starts, created_at)
        values ('lost', 1, '{"sources": [{"repository": "%s/team/app"}], "destination": "%s/lost/{path}"}',
          'REQUEST', 'anonymous', 50, false, 'QUEUED', 1, now())"""
            .formatted(source.authority(), destination.authority()));

    await("select 1 from run where sync_name = 'lost' and state = 'SUCCEEDED'");
    assertThat(destination.tags("lost/team/app")).containsExactly("1.0");
  }
}
