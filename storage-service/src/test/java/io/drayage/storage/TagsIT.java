package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Platform;
import io.drayage.storage.domain.tag.Pulls;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TagsIT {
  private static final int PUSHERS = 16;

  @TempDir static Path data;

  private static RunningRegistry registry;
  private static Wire wire;
  private static JsonWire api;

  @BeforeAll
  static void start() throws Exception {
    registry = RunningRegistry.start(data);
    wire = Wire.to(registry.uri());
    api = new JsonWire(wire);
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
  }

  private static ImageFixture image(int seed) {
    return SeededImages.image(
        seed,
        ImageFormat.OCI,
        Platform.of("linux", "amd64"),
        List.of(SeededLayer.of(seed, 1_000, Packing.STORED_GZIP)));
  }

  @Test
  void tellsSizesAndTimesOfTags() throws Exception {
    ImageFixture image = image(1);
    api.push("tags/told", "v1", image);
    JsonNode before = api.ok("GET", "/api/v1/tag?repository=tags/told&tag=v1");
    assertThat(before.path("pulledAt").isMissingNode()).isTrue();

    api.statusOf("tags/told", image.digest());
    registry.part(Pulls.class).flush();

    JsonNode tag = api.ok("GET", "/api/v1/tags?repository=tags/told").path("tags").path(0);
    assertThat(tag.path("digest").stringValue()).isEqualTo(image.digest().toString());
    assertThat(tag.path("bytes").longValue())
        .isEqualTo(
            image.manifest().size()
                + image.ownBlobs().values().stream().mapToLong(b -> b.bytes().length).sum());
    assertThat(tag.path("pulledAt").stringValue())
        .isGreaterThan(tag.path("pushedAt").stringValue());
  }

  @Test
  void listsTagsInPages() throws Exception {
    ImageFixture image = image(2);
    for (String tag : List.of("a", "b", "c")) {
      api.push("tags/pages", tag, image);
    }

    JsonNode first = api.ok("GET", "/api/v1/tags?repository=tags/pages&limit=2");
    JsonNode second =
        api.ok(
            "GET",
            "/api/v1/tags?repository=tags/pages&limit=2&after=" + first.path("next").stringValue());

    assertThat(first.path("tags").findValuesAsString("tag")).containsExactly("a", "b");
    assertThat(second.path("tags").findValuesAsString("tag")).containsExactly("c");
    assertThat(second.path("next").isMissingNode()).isTrue();
  }

  @Test
  void recordsEveryMoveAndRemovalOfATag() throws Exception {
    ImageFixture first = image(3);
    ImageFixture second = image(4);
    api.push("tags/moved", "latest", first);
    api.push("tags/moved", "latest", first);
    api.push("tags/moved", "latest", second);
    wire.send("DELETE", "/v2/tags/moved/manifests/" + second.digest());

    JsonNode changes =
        api.ok("GET", "/api/v1/tag/history?repository=tags/moved&tag=latest").path("changes");

    assertThat(changes).hasSize(3);
    assertThat(changes.path(0).path("to").isMissingNode()).as("deleted").isTrue();
    assertThat(changes.path(0).path("from").stringValue()).isEqualTo(second.digest().toString());
    assertThat(changes.path(1).path("from").stringValue()).isEqualTo(first.digest().toString());
    assertThat(changes.path(1).path("to").stringValue()).isEqualTo(second.digest().toString());
    assertThat(changes.path(2).path("from").isMissingNode()).as("new").isTrue();
    assertThat(changes.path(2).path("by").stringValue()).isEqualTo("anybody");
  }

  @Test
  void protectsTagsByRule() throws Exception {
    api.ok(
        "PUT",
        "/api/v1/immutability-rules/releases",
        """
        {"repositories": "tags/fixed*", "tags": "regex:v[0-9]+"}""");
    ImageFixture first = image(5);
    ImageFixture second = image(6);
    api.push("tags/fixed", "v1", first);
    api.push("tags/fixed", "edge", first);

    assertThat(api.push("tags/fixed", "edge", second).status()).as("not covered").isEqualTo(201);
    assertThat(api.push("tags/fixed", "v1", first).status()).as("the same").isEqualTo(201);
    Wire.Answer moved = api.push("tags/fixed", "v1", second);
    assertThat(moved.status()).isEqualTo(403);
    assertThat(moved.text()).contains("DENIED", "rule releases protects");
    String path = "/v2/tags/fixed/manifests/";
    assertThat(wire.send("DELETE", path + "v1").status()).isEqualTo(403);
    assertThat(wire.send("DELETE", path + first.digest()).status()).isEqualTo(403);
    api.ok("DELETE", "/api/v1/immutability-rules/releases");
    assertThat(wire.send("DELETE", path + "v1").status()).isEqualTo(202);
  }

  @Test
  void refusesWhatIsNoRule() throws Exception {
    JsonNode problem =
        api.problem("PUT", "/api/v1/immutability-rules/bad", "{\"tags\": \"regex:[\"}");
    assertThat(problem.path("errors").path(0).path("field").stringValue()).isEqualTo("tags");
    problem = api.problem("PUT", "/api/v1/immutability-rules/bad", "{\"tag\": \"v*\"}");
    assertThat(problem.path("errors").path(0).path("allowed").toString())
        .isEqualTo("[\"repositories\",\"tags\"]");
    problem = api.problem("PUT", "/api/v1/immutability-rules/bad", "{\"tags\": ");
    assertThat(problem.path("code").stringValue()).isEqualTo("malformed-request");
    problem = api.problem("GET", "/api/v1/immutability-rules/none");
    assertThat(problem.path("code").stringValue()).isEqualTo("rule-unknown");
    problem = api.problem("PUT", "/api/v1/immutability-rules/bad", " ".repeat(2 << 20));
    assertThat(problem.path("code").stringValue()).isEqualTo("too-large");
  }

  /** Sixteen clients push different images to one immutable tag at once: one of them wins. */
  @Test
  void givesAnImmutableTagToOneOfManyPushers() throws Exception {
    api.ok("PUT", "/api/v1/immutability-rules/raced", "{\"repositories\": \"tags/raced\"}");
    List<ImageFixture> images = new ArrayList<>();
    for (int i = 0; i < PUSHERS; i++) {
      images.add(image(100 + i));
      for (Content blob : images.get(i).ownBlobs().values()) {
        wire.push("tags/raced", blob);
      }
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> pushes =
          images.stream()
              .map(
                  image ->
                      threads.submit(() -> api.putManifest("tags/raced", "v1", image).status()))
              .toList();
      for (Future<Integer> push : pushes) {
        statuses.add(push.get());
      }
    }

    assertThat(statuses).containsOnly(201, 403).containsOnlyOnce(201);
    assertThat(
            api.ok("GET", "/api/v1/tag?repository=tags/raced&tag=v1").path("digest").stringValue())
        .isEqualTo(images.get(statuses.indexOf(201)).digest().toString());
  }
}
