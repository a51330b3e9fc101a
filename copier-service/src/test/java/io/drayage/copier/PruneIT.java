package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.copier.domain.prune.TrashKeeping;
import io.drayage.image.Digest;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PruneIT {
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

  private void define(String name, String template, String rest) throws Exception {
    api.put(
        "/syncs/" + name,
        "{'sources': [{'repository': '%s/team/app'}], 'destination': '%s/%s'%s}"
            .formatted(source.authority(), destination.authority(), template, rest));
  }

  private JsonNode run(String name) throws Exception {
    return api.await(api.post("/syncs/%s/runs".formatted(name)));
  }

  private Digest destinationDigest(String tag) throws Exception {
    return destination.manifest("team/app", tag).orElseThrow().digest();
  }

  @Test
  void removesWhatNoSourceHasAndBringsItBack() throws Exception {
    SeededImages.image(1).storeIn(source, "team/app", "1.0");
    ImageFixture old = SeededImages.image(9).storeIn(destination, "team/app", "0.9");
    SeededImages.image(3).storeIn(destination, "other/app", "0.9");
    define("prunes", "{path}", ", 'prune': {'enabled': true, 'threshold': '100%', 'trash': 'P3D'}");

    JsonNode run = run("prunes");

    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("succeeded");
    assertThat(run.path("counts").path("deleted").asInt()).isEqualTo(1);
    assertThat(destination.tags("team/app"))
        .containsExactlyInAnyOrder(
            "1.0", "drayage-trash-%d-0.9".formatted(run.path("id").asLong()));
    assertThat(destination.tags("other/app")).containsExactly("0.9");
    JsonNode entry = api.get("/trash").path("entries").get(0);
    assertThat(entry.path("digest").asString()).isEqualTo(old.digest().toString());

    Api.Answer restored =
        api.send("POST", "/trash/%d/restore".formatted(entry.path("id").asLong()), "");

    assertThat(restored.status()).as(restored.text()).isEqualTo(200);
    assertThat(destination.tags("team/app")).containsExactlyInAnyOrder("1.0", "0.9");
    assertThat(destinationDigest("0.9")).isEqualTo(old.digest());
    assertThat(api.get("/trash").path("entries").toString())
        .doesNotContain(old.digest().toString());
  }

  @Test
  void emptiesTheTrashWhenItsTimeIsOver() throws Exception {
    SeededImages.image(1).storeIn(source, "team/app", "1.0");
    SeededImages.image(2).storeIn(destination, "team/app", "0.9");
    define("empties", "{path}", ", 'prune': {'enabled': true, 'threshold': '1', 'trash': 'P1D'}");
    run("empties");
    TrashKeeping keeping = copier.part(TrashKeeping.class);

    int early = keeping.empty(Instant.now().plus(Duration.ofHours(23)));
    int late = keeping.empty(Instant.now().plus(Duration.ofHours(25)));

    assertThat(early).isZero();
    assertThat(late).isEqualTo(1);
    assertThat(destination.tags("team/app")).containsExactly("1.0");
  }

  @Test
  void stopsBeforeItRemovesMoreThanTheThreshold() throws Exception {
    SeededImages.image(1).storeIn(source, "team/app", "1.0");
    SeededImages.image(2).storeIn(destination, "team/app", "0.8", "0.9");
    define("stops", "{path}", ", 'prune': {'enabled': true, 'threshold': '1'}");

    JsonNode stopped = run("stops");
    String execute = "/runs/%d/execute".formatted(stopped.path("id").asLong());

    JsonNode plan = api.get("/runs/%d/plan".formatted(stopped.path("id").asLong()));
    assertThat(plan.path("copies").asInt()).isEqualTo(1);
    assertThat(plan.path("deletions").asInt()).isEqualTo(2);
    assertThat(plan.path("sources").get(0).path("host").asString()).isEqualTo(source.authority());
    assertThat(plan.path("sources").get(0).path("bytes").asLong()).isPositive();
    assertThat(plan.path("eta").isMissingNode()).isTrue();
    assertThat(stopped.path("state").asString()).isEqualTo("failed");
    assertThat(stopped.path("failure").asString())
        .contains("threshold-exceeded", "2 of 2 tags", "confirm=prune");
    assertThat(destination.tags("team/app")).containsExactlyInAnyOrder("0.8", "0.9");
    assertThat(api.send("POST", execute, "").json().path("code").asString())
        .isEqualTo("threshold-exceeded");

    JsonNode done = api.await(api.post(execute + "?confirm=prune"));

    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("succeeded");
    assertThat(done.path("counts").path("deleted").asInt()).isEqualTo(2);
    assertThat(done.path("counts").path("copied").asInt()).isEqualTo(1);
    assertThat(destination.manifest("team/app", "0.9")).isEmpty();
  }

  @Test
  void removesNothingWhereASourceIsGoneOrAnotherSyncWrites() throws Exception {
    SeededImages.image(2).storeIn(destination, "team/app", "0.9");
    String prune = ", 'prune': {'enabled': true, 'threshold': '100%'}";
    define("careful", "{path}", prune);

    run("careful");

    assertThat(destination.tags("team/app")).containsExactly("0.9");
    SeededImages.image(1).storeIn(source, "team/app", "1.0");
    define("rival", "team/{name}", "");
    JsonNode run = run("careful");
    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("succeeded");
    assertThat(destination.tags("team/app")).containsExactlyInAnyOrder("0.9", "1.0");
  }

  @Test
  void keepsATagForWhatItOverwrites() throws Exception {
    ImageFixture old = SeededImages.image(1).storeIn(destination, "team/app", "1.0-mirrored");
    ImageFixture fresh = SeededImages.image(2).storeIn(source, "team/app", "1.0");
    define(
        "backs-up",
        "{path}:{tag}-mirrored",
        ", 'backup': '{tag}-before-{run}', 'verify': 'digest', 'prune': {'enabled': true}");

    JsonNode run = run("backs-up");

    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("succeeded");
    assertThat(destinationDigest("1.0-mirrored")).isEqualTo(fresh.digest());
    assertThat(destinationDigest("1.0-mirrored-before-" + run.path("id").asLong()))
        .isEqualTo(old.digest());
  }

  @Test
  void neverOverwritesWhenImmutable() throws Exception {
    ImageFixture old = SeededImages.image(1).storeIn(destination, "team/app", "1.0");
    SeededImages.image(2).storeIn(source, "team/app", "1.0", "1.1");
    define("immutable", "{path}", ", 'immutable': true");

    JsonNode run = run("immutable");

    assertThat(run.path("state").asString()).isEqualTo("failed");
    assertThat(destinationDigest("1.0")).isEqualTo(old.digest());
    assertThat(destination.manifest("team/app", "1.1")).isPresent();
    JsonNode failed = api.get("/runs/%d/transfers?state=failed".formatted(run.path("id").asLong()));
    assertThat(failed.path("transfers").get(0).path("reason").asString()).contains("immutable");
  }
}
