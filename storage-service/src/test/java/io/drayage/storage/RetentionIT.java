package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.storage.domain.retention.Retention;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class RetentionIT {
  private static final int PUSHERS = 4;
  private static final int ROUNDS = 15;

  @TempDir static Path data;

  private static RunningRegistry registry;
  private static Wire wire;
  private static JsonWire api;

  @BeforeAll
  static void start() throws Exception {
    registry =
        RunningRegistry.start(
            data,
            "--drayage.storage.review-delay=10ms",
            "--drayage.storage.review-interval=1h",
            "--drayage.storage.retention.most-percent=50");
    wire = Wire.to(registry.uri());
    api = new JsonWire(wire);
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
  }

  @AfterEach
  void removeRules() throws Exception {
    for (String name :
        api.ok("GET", "/api/v1/retention/rules").path("rules").findValuesAsString("name")) {
      api.ok("DELETE", "/api/v1/retention/rules/" + name);
    }
  }

  private static ImageFixture image(int seed) {
    return SeededImages.image(
        seed,
        ImageFormat.OCI,
        Platform.of("linux", "amd64"),
        List.of(SeededLayer.of(seed, 1_000, Packing.STORED_GZIP)));
  }

  /** Pushes tags v1 to v4, each a day older than the next. */
  private static List<ImageFixture> pushFour(String repository, int seed) throws Exception {
    List<ImageFixture> images = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      images.add(image(seed + i));
      assertThat(api.push(repository, "v" + i, images.getLast()).status()).isEqualTo(201);
      age(repository, "v" + i, 5 - i);
    }
    return images;
  }

  private static void age(String repository, String tag, int days) {
    registry
        .part(JdbcClient.class)
        .sql(
            """
            update tag t set updated_at = updated_at - make_interval(days => ?) from repository r
            where r.id = t.repository_id and r.path = ? and t.name = ?
            """)
        .params(days, repository, tag)
        .update();
  }

  private static JsonNode run(String mode, String repositories) throws Exception {
    return api.ok("POST", "/api/v1/retention/runs", order(mode, repositories));
  }

  private static String order(String mode, String repositories) {
    return "{\"mode\": \"%s\", \"repositories\": \"%s\"}".formatted(mode, repositories);
  }

  private static void rule(String name, String body) throws Exception {
    api.ok("PUT", "/api/v1/retention/rules/" + name, body);
  }

  @Test
  void dryRunTellsWhatWouldGoAndWhy() throws Exception {
    List<ImageFixture> images = pushFour("keep/dry", 1000);
    rule("two", "{\"repositories\": \"keep/dry\", \"keepLatest\": 2}");

    JsonNode run = run("dry", "keep/dry");

    assertThat(run.path("state").stringValue()).isEqualTo("planned");
    assertThat(run.path("planned").path("tags").intValue()).isEqualTo(2);
    assertThat(run.path("planned").path("manifests").intValue()).isEqualTo(2);
    assertThat(run.path("planned").path("bytes").longValue())
        .isEqualTo(
            images.subList(0, 2).stream()
                .flatMap(image -> image.ownBlobs().values().stream())
                .mapToLong(blob -> blob.bytes().length)
                .sum());
    JsonNode items =
        api.ok("GET", "/api/v1/retention/runs/%s/items".formatted(run.path("number")))
            .path("items");
    assertThat(items.findValuesAsString("reference")).contains("v1", "v2", "v3", "v4");
    assertThat(items.path(0).path("reason").stringValue()).startsWith("nothing keeps it");
    assertThat(items.findValuesAsString("reason")).contains("the rule two keeps the 2 latest");
    assertThat(api.statusOf("keep/dry", "v1")).isEqualTo(200);
  }

  @Test
  void deletesAndRestoresEvenAfterACollection() throws Exception {
    List<ImageFixture> images = pushFour("keep/undo", 2000);
    rule("two", "{\"repositories\": \"keep/undo\", \"keepLatest\": 2}");

    JsonNode run = run("within_threshold", "keep/undo");

    assertThat(run.path("deleted").path("tags").intValue()).isEqualTo(2);
    assertThat(api.statusOf("keep/undo", "v1")).isEqualTo(404);
    assertThat(api.statusOf("keep/undo", images.get(0).digest())).isEqualTo(404);
    assertThat(api.statusOf("keep/undo", "v3")).isEqualTo(200);
    Thread.sleep(20); // until reviews of the blobs would be due
    registry.part(GarbageCollection.class).collect();

    JsonNode tag =
        api.ok(
            "POST",
            "/api/v1/trash/%s/restore?repository=keep/undo&tag=v1".formatted(run.path("removal")));
    assertThat(tag.path("tags").intValue()).isEqualTo(1);
    assertThat(tag.path("manifests").intValue()).isEqualTo(1);
    JsonNode rest = api.ok("POST", "/api/v1/trash/%s/restore".formatted(run.path("removal")));
    assertThat(rest.path("tags").intValue()).isEqualTo(1);
    for (ImageFixture image : images.subList(0, 2)) {
      assertThat(api.statusOf("keep/undo", image.digest())).isEqualTo(200);
      for (Content blob : image.ownBlobs().values()) {
        assertThat(wire.send("GET", "/v2/keep/undo/blobs/" + blob.digest()).bytes())
            .isEqualTo(blob.bytes());
      }
    }
    assertThat(
            api.problem("GET", "/api/v1/trash/" + run.path("removal")).path("code").stringValue())
        .isEqualTo("trash-unknown");
    assertThat(audited("keep/undo", "tag.delete")).containsExactly("v2", "v1");
    assertThat(audited("keep/undo", "manifest.delete")).hasSize(2);
    assertThat(audited("keep/undo", "restore")).containsExactly("v2", "v1");
  }

  /** The tags of entries of the audit, the newest first. */
  private static List<String> audited(String repository, String action) throws Exception {
    return api.ok("GET", "/api/v1/audit?repository=%s&action=%s".formatted(repository, action))
        .path("entries")
        .valueStream()
        .map(entry -> entry.path("tag").asString(""))
        .toList();
  }

  @Test
  void whatIsPurgedIsCollected() throws Exception {
    ImageFixture image = image(3000);
    api.push("keep/purged", "v1", image);
    JsonNode removal = api.ok("DELETE", "/api/v1/repository?name=keep/purged");
    assertThat(removal.path("tags").intValue()).isEqualTo(1);
    assertThat(removal.path("manifests").intValue()).isEqualTo(1);
    assertThat(
            api.ok("GET", "/api/v1/trash/%s/tags".formatted(removal.path("number")))
                .path("tags")
                .findValuesAsString("tag"))
        .containsExactly("v1");

    api.ok("DELETE", "/api/v1/trash/" + removal.path("number"));
    Thread.sleep(20); // until reviews of the blobs are due
    registry.part(GarbageCollection.class).collect();

    for (Digest blob : image.ownBlobs().keySet()) {
      assertThat(wire.send("HEAD", "/v2/keep/purged/blobs/" + blob).status()).isEqualTo(404);
    }
  }

  @Test
  void restoringLeavesATagAloneThatWasPushedMeanwhile() throws Exception {
    api.push("keep/taken", "v1", image(3100));
    JsonNode removal = api.ok("DELETE", "/api/v1/tag?repository=keep/taken&tag=v1");
    ImageFixture next = image(3101);
    api.push("keep/taken", "v1", next);

    JsonNode restored =
        api.ok("POST", "/api/v1/trash/%s/restore".formatted(removal.path("number")));

    assertThat(restored.path("tags").intValue()).isZero();
    assertThat(restored.path("skipped").path(0).path("reason").stringValue())
        .isEqualTo("the tag was pushed again meanwhile");
    assertThat(
            api.ok("GET", "/api/v1/tag?repository=keep/taken&tag=v1").path("digest").stringValue())
        .isEqualTo(next.digest().toString());
  }

  @Test
  void refusesMoreThanTheThresholdUntilItIsConfirmed() throws Exception {
    pushFour("keep/much", 4000);
    rule("one", "{\"repositories\": \"keep/much\", \"keepLatest\": 1}");

    JsonNode problem =
        api.problem("POST", "/api/v1/retention/runs", order("within_threshold", "keep/much"));
    assertThat(problem.path("code").stringValue()).isEqualTo("threshold-exceeded");
    assertThat(api.statusOf("keep/much", "v1")).isEqualTo(200);

    JsonNode refused = api.ok("GET", "/api/v1/retention/runs?limit=1").path("runs").path(0);
    assertThat(refused.path("state").stringValue()).isEqualTo("refused");
    JsonNode confirmed =
        api.ok("POST", "/api/v1/retention/runs/%s/confirm".formatted(refused.path("number")));
    assertThat(confirmed.path("deleted").path("tags").intValue()).isEqualTo(3);
    assertThat(api.statusOf("keep/much", "v1")).isEqualTo(404);
  }

  @Test
  void aTagThatWasPushedSinceThePlanStays() throws Exception {
    List<ImageFixture> images = pushFour("keep/repushed", 5000);
    rule("two", "{\"repositories\": \"keep/repushed\", \"keepLatest\": 2}");
    JsonNode run = run("dry", "keep/repushed");
    api.putManifest("keep/repushed", "v1", images.get(0));

    JsonNode confirmed =
        api.ok("POST", "/api/v1/retention/runs/%s/confirm".formatted(run.path("number")));

    assertThat(confirmed.path("planned").path("tags").intValue()).isEqualTo(2);
    assertThat(confirmed.path("deleted").path("tags").intValue()).isEqualTo(1);
    assertThat(api.statusOf("keep/repushed", "v1")).isEqualTo(200);
    assertThat(api.statusOf("keep/repushed", "v2")).isEqualTo(404);
  }

  @Test
  void neverDeletesWhatIsImmutable() throws Exception {
    pushFour("keep/fixed", 6000);
    api.ok(
        "PUT",
        "/api/v1/immutability-rules/first",
        "{\"repositories\": \"keep/fixed\", \"tags\": \"v1\"}");
    rule("two", "{\"repositories\": \"keep/fixed\", \"keepLatest\": 2}");

    JsonNode run = run("confirmed", "keep/fixed");

    assertThat(run.path("deleted").path("tags").intValue()).isEqualTo(1);
    assertThat(api.statusOf("keep/fixed", "v1")).isEqualTo(200);
    assertThat(
            api.problem("DELETE", "/api/v1/tag?repository=keep/fixed&tag=v1")
                .path("code")
                .stringValue())
        .isEqualTo("tag-immutable");
  }

  @Test
  void namesTheFieldsOfARuleThatAreWrong() throws Exception {
    String path = "/api/v1/retention/rules/bad";
    assertThat(api.problem("PUT", path, "{}").path("detail").stringValue())
        .startsWith("keepLatest: is missing, and so are");
    assertThat(
            api.problem("PUT", path, "{\"untaggedAfter\": \"a week\"}")
                .path("detail")
                .stringValue())
        .isEqualTo("untaggedAfter: must be a Duration such as PT72H or P30D");
    assertThat(
            api.problem("POST", "/api/v1/retention/runs", "{\"mode\": \"wet\"}")
                .path("errors")
                .path(0)
                .path("allowed")
                .toString())
        .isEqualTo("[\"dry\",\"within_threshold\",\"confirmed\"]");
  }

  /**
   * Clients push tags, each of which a rule would delete a moment later, while runs delete and
   * collections collect. What a client was just told to be there, and no run has planned since,
   * must be whole: the last image of each client, pushed after the last run.
   */
  @Test
  void losesNothingThatIsPushedMeanwhile() throws Exception {
    rule(
        "none",
        "{\"repositories\": \"keep/raced*\", \"keepLatest\": 0, \"untaggedAfter\": \"PT0S\"}");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> pushes = new ArrayList<>();
      for (int i = 0; i < PUSHERS; i++) {
        int number = i;
        pushes.add(threads.submit(() -> pushAgainAndAgain("keep/raced", number)));
      }
      long deleted = 0;
      while (!pushes.stream().allMatch(Future::isDone)) {
        deleted += run("confirmed", "keep/raced").path("deleted").path("tags").longValue();
        registry.part(GarbageCollection.class).collect();
      }
      for (Future<Integer> push : pushes) {
        assertThat(push.get()).isEqualTo(ROUNDS);
      }
      System.out.printf("%d pushes, %d tags deleted meanwhile%n", PUSHERS * ROUNDS, deleted);
      assertThat(deleted).as("tags that were deleted while others pushed").isPositive();
    }
    for (int i = 0; i < PUSHERS; i++) {
      ImageFixture image = image(7000 + i);
      pushUntilAccepted("keep/raced", "last" + i, image);
      for (Content blob : image.ownBlobs().values()) {
        assertThat(wire.send("GET", "/v2/keep/raced/blobs/" + blob.digest()).bytes())
            .isEqualTo(blob.bytes());
      }
    }
  }

  /** Every accepted manifest that is still there has its blobs. */
  private static int pushAgainAndAgain(String repository, int number) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      ImageFixture image = image(7000 + number);
      pushUntilAccepted(repository, "t%d-%d".formatted(number, round), image);
      Wire.Answer manifest =
          wire.send("GET", "/v2/%s/manifests/%s".formatted(repository, image.digest()));
      assertThat(manifest.status()).isIn(200, 404);
      if (manifest.status() == 200) {
        assertThat(manifest.bytes()).isEqualTo(image.manifest().bytes());
      }
    }
    return ROUNDS;
  }

  private static void pushUntilAccepted(String repository, String tag, ImageFixture image)
      throws Exception {
    while (true) {
      Wire.Answer put = api.push(repository, tag, image);
      if (put.status() == 201) {
        return;
      }
      assertThat(put.text()).contains("MANIFEST_BLOB_UNKNOWN");
    }
  }

  @Test
  void theScheduleRunsOnceInAnInterval() throws Exception {
    rule("some", "{\"repositories\": \"keep/scheduled\", \"keepLatest\": 1}");
    Retention retention = registry.part(Retention.class);

    assertThat(retention.runWhenDue(Duration.ofDays(1))).isPresent();
    assertThat(retention.runWhenDue(Duration.ofDays(1))).isEmpty();
  }
}
