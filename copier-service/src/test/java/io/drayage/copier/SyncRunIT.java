package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SyncRunIT {
  @TempDir static Path data;
  private static RunningCopier copier;
  private MemoryRegistry source;
  private MemoryRegistry destination;
  private Api api;

  @BeforeAll
  static void startCopier() throws Exception {
    copier = RunningCopier.start(data);
  }

  @AfterAll
  static void stopCopier() {
    copier.close();
  }

  @BeforeEach
  void startRegistries() throws Exception {
    source = MemoryRegistry.start();
    destination = MemoryRegistry.start();
    api = copier.api();
    api.put("/registries/" + source.authority(), "{'tls': 'skip'}");
    api.put("/registries/" + destination.authority(), "{'tls': 'skip'}");
  }

  @AfterEach
  void stopRegistries() {
    source.close();
    destination.close();
  }

  private void define(String name, String rest) throws Exception {
    api.put(
        "/syncs/" + name,
        "{'sources': [{'repository': '%s/team/app'%s}], 'destination': '%s/mirror/{path}'}"
            .formatted(source.authority(), rest, destination.authority()));
  }

  @Test
  void copiesWhatIsMissingAndLeavesTheRestAlone() throws Exception {
    ImageFixture one = SeededImages.image(1).storeIn(source, "team/app", "1.0", "latest");
    ImageFixture two = SeededImages.image(2).storeIn(source, "team/app", "2.0");
    define("copies", "");

    JsonNode first = api.await(api.post("/syncs/copies/runs"));
    JsonNode second = api.await(api.post("/syncs/copies/runs"));

    assertThat(first.path("state").asString()).as(first.toString()).isEqualTo("succeeded");
    assertThat(first.path("counts").path("copied").asInt()).isEqualTo(3);
    assertThat(destination.manifest("mirror/team/app", "1.0").orElseThrow().digest())
        .isEqualTo(one.digest());
    assertThat(destination.manifest("mirror/team/app", "2.0").orElseThrow().digest())
        .isEqualTo(two.digest());
    assertThat(second.path("counts").path("unchanged").asInt()).isEqualTo(3);
    assertThat(second.path("counts").path("copied").asInt()).isZero();
  }

  @Test
  void plansWithoutMovingAnythingAndExecutesThePlan() throws Exception {
    SeededImages.image(1).storeIn(source, "team/app", "1.0");
    SeededImages.image(2).storeIn(source, "team/app", "2.0");
    define("plans", ", 'tags': {'semver': ['>=1']}");

    JsonNode plan = api.await(api.post("/syncs/plans/plans"));

    assertThat(plan.path("state").asString()).as(plan.toString()).isEqualTo("planned");
    assertThat(plan.path("counts").path("pending").asInt()).isEqualTo(2);
    assertThat(plan.path("counts").path("bytesPlanned").asLong()).isPositive();
    assertThat(destination.repositories()).isEmpty();

    ImageFixture newer = SeededImages.image(3).storeIn(source, "team/app", "2.0");
    JsonNode run = api.await(api.post("/runs/%d/execute".formatted(plan.path("id").asLong())));

    assertThat(run.path("state").asString()).isEqualTo("failed");
    assertThat(destination.tags("mirror/team/app")).containsExactly("1.0");
    JsonNode failed = api.get("/runs/%d/transfers?state=failed".formatted(run.path("id").asLong()));
    assertThat(failed.path("transfers").get(0).path("reason").asString())
        .contains("has changed since the plan was made")
        .contains(newer.digest().toString());
  }

  @Test
  void refusesADefinitionThatCannotBeMeant() throws Exception {
    Api.Answer answer =
        api.send(
            "PUT",
            "/syncs/wrong",
            "{\"sources\": [{\"repository\": \"a.example.com/x\", \"tags\": {\"regex\": [\"(\"]}}], \"destination\": \"b.example.com/{nothing}\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").get(0).path("field").asString())
        .isEqualTo("sources[0].tags.regex[0]");
  }
}
