package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Platform;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class QuotaIT {
  private static final int PUSHERS = 16;
  private static final int SIZE = 1_000;

  @TempDir static Path data;

  private static RunningRegistry registry;
  private static Wire wire;
  private static JsonWire api;

  @BeforeAll
  static void start() throws Exception {
    registry =
        RunningRegistry.start(
            data, "--drayage.storage.review-delay=10ms", "--drayage.storage.review-interval=1h");
    wire = Wire.to(registry.uri());
    api = new JsonWire(wire);
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
  }

  private static JsonNode quota(String prefix, String body) throws Exception {
    return api.ok("PUT", "/api/v1/quota?prefix=" + prefix, body);
  }

  private static long used(String prefix) throws Exception {
    return api.ok("GET", "/api/v1/quota?prefix=" + prefix).path("bytesUsed").longValue();
  }

  @Test
  void countsEachBlobOfAPrefixOnce() throws Exception {
    Content before = Content.seeded(1, SIZE);
    Content shared = Content.seeded(2, SIZE);
    wire.push("count/a", before);
    assertThat(quota("count", "{\"bytes\": 100000}").path("bytesUsed").longValue())
        .as("what is there already")
        .isEqualTo(SIZE);

    wire.push("count/a", shared);
    wire.push("count/b/c", shared);
    wire.send(
        "POST", "/v2/count/d/blobs/uploads/?mount=%s&from=count/a".formatted(shared.digest()));
    wire.push("counting", Content.seeded(3, SIZE));

    assertThat(used("count")).isEqualTo(2L * SIZE);
    for (String repository : List.of("count/a", "count/b/c", "count/d")) {
      wire.send("DELETE", "/v2/%s/blobs/%s".formatted(repository, shared.digest()));
    }
    assertThat(used("count")).isEqualTo(SIZE);
  }

  @Test
  void refusesWhatWouldExceedIt() throws Exception {
    quota("full", "{\"bytes\": %d}".formatted(SIZE + 10));
    Content first = Content.seeded(4, SIZE);
    assertThat(wire.push("full/a", first).status()).isEqualTo(201);

    Wire.Answer refused = wire.push("full/b", Content.seeded(5, SIZE));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text())
        .contains("DENIED", "the quota of full is exceeded: 1000 of 1010 bytes are used");
    assertThat(wire.push("full/b", first).status()).as("counts once").isEqualTo(201);
    assertThat(used("full")).isEqualTo(SIZE);
    api.ok("DELETE", "/api/v1/quota?prefix=full");
    assertThat(wire.push("full/b", Content.seeded(5, SIZE)).status()).isEqualTo(201);
  }

  @Test
  void limitsTags() throws Exception {
    quota("few", "{\"tags\": 2}");
    ImageFixture image =
        SeededImages.image(
            6,
            ImageFormat.OCI,
            Platform.of("linux", "amd64"),
            List.of(SeededLayer.of(6, SIZE, Packing.STORED_GZIP)));
    assertThat(api.push("few/a", "v1", image).status()).isEqualTo(201);
    assertThat(api.push("few/a", "v2", image).status()).isEqualTo(201);

    Wire.Answer refused = api.push("few/b", "v1", image);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("the quota of few is exceeded: 2 of 2 tags are used");
    assertThat(api.push("few/a", "v2", image).status()).as("moves no tag").isEqualTo(201);
    wire.send("DELETE", "/v2/few/a/manifests/v1");
    assertThat(api.push("few/b", "v1", image).status()).isEqualTo(201);
  }

  /** Sixteen clients push different blobs at once: as many are accepted as fit. */
  @Test
  void isNotOverrunByManyPushers() throws Exception {
    quota("raced", "{\"bytes\": %d}".formatted(5 * SIZE + 1));
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> pushes = new ArrayList<>();
      for (int i = 0; i < PUSHERS; i++) {
        int number = i;
        pushes.add(
            threads.submit(
                () -> wire.push("raced/r" + number, Content.seeded(100 + number, SIZE)).status()));
      }
      for (Future<Integer> push : pushes) {
        statuses.add(push.get());
      }
    }

    assertThat(statuses).containsOnly(201, 403);
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(5);
    assertThat(used("raced")).isEqualTo(5L * SIZE);
  }

  @Test
  void collectionsGiveBackWhatTheyRemove() throws Exception {
    quota("freed", "{\"bytes\": 100000}");
    Content blob = Content.seeded(7, SIZE);
    wire.push("freed/a", blob);
    Thread.sleep(20); // until its review is due

    JsonNode candidates = api.ok("GET", "/api/v1/gc/candidates").path("blobs");
    assertThat(candidates.findValuesAsString("digest")).contains(blob.digest().toString());
    JsonNode run = api.ok("POST", "/api/v1/gc");

    assertThat(run.path("removed").longValue()).isPositive();
    assertThat(run.path("bytes").longValue()).isGreaterThanOrEqualTo(SIZE);
    assertThat(used("freed")).isZero();
    JsonNode status = api.ok("GET", "/api/v1/gc");
    assertThat(status.path("runs").path(0).path("number")).isEqualTo(run.path("number"));
    assertThat(status.path("waiting").path("unneeded").longValue()).isZero();
  }

  /** A repository does not pay for ever for a blob that only others need. */
  @Test
  void collectionsTakeBlobsFromRepositoriesThatDoNotNeedThem() throws Exception {
    quota("lean", "{\"bytes\": 100000}");
    ImageFixture image =
        SeededImages.image(
            8,
            ImageFormat.OCI,
            Platform.of("linux", "amd64"),
            List.of(SeededLayer.of(8, SIZE, Packing.STORED_GZIP)));
    api.push("lean/a", "v1", image);
    api.push("elsewhere/a", "v1", image);
    wire.send("DELETE", "/v2/lean/a/manifests/" + image.digest());
    Thread.sleep(20); // until the reviews are due
    registry.part(GarbageCollection.class).collect();

    assertThat(used("lean")).isZero();
    assertThat(api.statusOf("elsewhere/a", "v1")).isEqualTo(200);
    for (Content blob : image.ownBlobs().values()) {
      assertThat(wire.send("HEAD", "/v2/lean/a/blobs/" + blob.digest()).status()).isEqualTo(404);
      assertThat(wire.send("HEAD", "/v2/elsewhere/a/blobs/" + blob.digest()).status())
          .isEqualTo(200);
    }
  }

  @Test
  void refusedBlobsLeaveNoFile() throws Exception {
    quota("none", "{\"bytes\": 0}");
    Content blob = Content.seeded(9, SIZE);
    assertThat(wire.push("none/a", blob).status()).isEqualTo(403);
    try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
      assertThat(files)
          .noneMatch(file -> String.valueOf(file.getFileName()).equals(blob.digest().hex()));
    }
  }
}
