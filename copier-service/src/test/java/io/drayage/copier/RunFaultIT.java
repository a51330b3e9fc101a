package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Registries and the database that go away, and what runs are told meanwhile. */
class RunFaultIT {
  private static final int IMAGES = 8;

  @TempDir static Path data;
  private static RunningCopier copier;
  private static QueueRecord record;
  private MemoryRegistry source;
  private MemoryRegistry destination;
  private FaultyServer sourceDoor;
  private FaultyServer destinationDoor;
  private Api api;

  @BeforeAll
  static void startCopier() throws Exception {
    List<String> database = SharedPostgres.newDatabase();
    copier =
        RunningCopier.startOn(
            database,
            data,
            "--drayage.copier.polling=100ms",
            "--drayage.copier.parallel-images=2",
            "--drayage.copier.patience=90s");
    record = QueueRecord.open(database);
    record.watch();
  }

  @AfterAll
  static void stopCopier() throws Exception {
    record.close();
    copier.close();
  }

  @BeforeEach
  void startRegistries() throws Exception {
    source = MemoryRegistry.start();
    destination = MemoryRegistry.start();
    sourceDoor = FaultyServer.before(source);
    destinationDoor = FaultyServer.before(destination);
    for (int i = 0; i < IMAGES; i++) {
      SeededImages.image(i + 1).storeIn(source, "team/app", "1." + i);
    }
    api = copier.api();
    api.put("/registries/" + sourceDoor.authority(), "{'tls': 'skip'}");
    api.put("/registries/" + destinationDoor.authority(), "{'tls': 'skip'}");
  }

  @AfterEach
  void stopRegistries() {
    sourceDoor.close();
    destinationDoor.close();
    source.close();
    destination.close();
  }

  private JsonNode run(String name) throws Exception {
    api.put(
        "/syncs/" + name,
        "{'sources': [{'repository': '%s/team/app'}], 'destination': '%s/%s/{path}'}"
            .formatted(sourceDoor.authority(), destinationDoor.authority(), name));
    return api.post("/syncs/" + name + "/runs");
  }

  private void await(JsonNode run, String condition) throws Exception {
    while (record
        .text(
            "select 1 from run where id = %d and %s".formatted(run.path("id").asLong(), condition))
        .isEmpty()) {
      Thread.sleep(20);
    }
  }

  private static String transfers(String condition) {
    return "exists (select 1 from transfer t where t.run_id = run.id and %s)".formatted(condition);
  }

  private void assertArrived(JsonNode ended, String name) {
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("succeeded");
    assertThat(ended.path("counts").path("images").asInt()).isEqualTo(IMAGES);
    assertThat(destination.tags(name + "/team/app")).hasSize(IMAGES);
  }

  @Test
  void waitsForADestinationThatIsAway() throws Exception {
    destinationDoor.always("PUT", "/manifests/", new Fault.Status(503, "UNAVAILABLE"));
    JsonNode run = run("away");
    await(run, transfers("t.state = 'PENDING' and t.due_at is not null"));
    destinationDoor.behave();

    assertArrived(api.await(run), "away");
  }

  @Test
  void plansAgainOnRetryWhatCouldNotBeListed() throws Exception {
    sourceDoor.always("GET", "/tags/", new Fault.Status(403, "DENIED"));
    JsonNode failed = api.await(run("denied"));
    assertThat(failed.path("state").asString()).isEqualTo("failed");
    sourceDoor.behave();

    JsonNode retried = api.await(api.post("/runs/%d/retry".formatted(failed.path("id").asLong())));

    assertArrived(retried, "denied");
  }

  @Test
  void saysWhyWhenCredentialsAreRevoked() throws Exception {
    destinationDoor.always("PUT", "/manifests/", new Fault.Status(401, "UNAUTHORIZED"));
    JsonNode failed = api.await(run("revoked"));

    assertThat(failed.path("state").asString()).isEqualTo("failed");
    JsonNode transfers =
        api.get("/runs/%d/transfers?state=failed".formatted(failed.path("id").asLong()));
    assertThat(transfers.path("transfers")).hasSize(IMAGES);
    assertThat(transfers.path("transfers").get(0).path("reason").asString())
        .contains(destinationDoor.authority(), "401");
  }

  @Test
  void cancelsARunThatWaitsForARegistry() throws Exception {
    destinationDoor.always("PUT", "/manifests/", new Fault.Status(503, "UNAVAILABLE"));
    JsonNode run = run("cancelled");
    await(run, transfers("t.due_at is not null"));
    api.post("/runs/%d/cancel".formatted(run.path("id").asLong()));

    JsonNode ended = api.await(run);
    assertThat(ended.path("state").asString()).isEqualTo("cancelled");
    assertThat(ended.path("counts").path("running").asInt()).isZero();
  }

  @Test
  void pausesAndGoesOnWithWhatIsLeft() throws Exception {
    destination.slowDown(Duration.ofMillis(100));
    JsonNode run = run("paused");
    await(run, transfers("t.state = 'COPIED'"));
    api.post("/runs/%d/pause".formatted(run.path("id").asLong()));
    JsonNode paused = api.await(run);
    assertThat(paused.path("state").asString()).isEqualTo("paused");
    assertThat(paused.path("counts").path("running").asInt()).isZero();
    assertThat(paused.path("counts").path("pending").asInt()).isPositive();
    assertThat(api.send("POST", "/syncs/paused/runs", "").status())
        .as("two runs of one sync never overlap")
        .isEqualTo(409);
    destination.slowDown(Duration.ZERO);

    api.post("/runs/%d/resume".formatted(run.path("id").asLong()));

    assertArrived(api.await(run), "paused");
    assertThat(
            record.number(
                "select count(*) from witness where kind = 'run' and id = "
                    + run.path("id").asLong()))
        .isEqualTo(1);
  }

  @Test
  void goesOnWhenTheDatabaseHasCrashed() throws Exception {
    destination.slowDown(Duration.ofMillis(50));
    JsonNode run = run("crashed");
    await(run, transfers("t.state = 'COPIED'"));
    SharedPostgres.crash();
    destination.slowDown(Duration.ZERO);

    JsonNode ended = awaitThroughOutage(run);

    assertArrived(ended, "crashed");
  }

  /** A request that comes while the database is away is told to come again. */
  private JsonNode awaitThroughOutage(JsonNode run) throws Exception {
    while (true) {
      Api.Answer answer = api.send("GET", "/runs/" + run.path("id").asLong(), "");
      if (answer.status() == 200 && answer.json().path("state").asString().equals("succeeded")) {
        return answer.json();
      }
      Thread.sleep(100);
    }
  }
}
