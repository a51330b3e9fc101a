package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two processes work on a run, and one of them is killed again and again, every other time the one
 * that leads it.
 *
 * <p>{@code -Ddrayage.kills=50} asks for the whole campaign, {@code -Ddrayage.seed=N} for other
 * moments.
 */
class RunKillIT {
  private static final int KILLS = Integer.getInteger("drayage.kills", 2);
  private static final int IMAGES = Integer.getInteger("drayage.images", KILLS > 10 ? 500 : 60);
  private static final int REPOSITORIES = 10;
  private static final Duration LATENCY = Duration.ofMillis(20);

  /** While one worker starts, the other one shall not do everything. */
  private static final Duration NEARLY_STILL = Duration.ofSeconds(3);

  @TempDir Path data;

  private final Random random = new Random(Long.getLong("drayage.seed", 20260101));
  private final Map<String, Digest> images = new LinkedHashMap<>();
  private final List<CopierProcess> workers = new ArrayList<>();
  private MemoryRegistry source;
  private MemoryRegistry destination;
  private List<String> settings;
  private int started;

  @BeforeEach
  void startRegistries() throws Exception {
    source = MemoryRegistry.start();
    destination = MemoryRegistry.start();
    for (int i = 0; i < IMAGES; i++) {
      String repository = "team/app" + i % REPOSITORIES;
      images.put(
          repository + ":" + i,
          SeededImages.image(i + 1).storeIn(source, repository, Integer.toString(i)).digest());
    }
    settings = new ArrayList<>(SharedPostgres.newDatabase());
    settings.add("--drayage.copier.parts=2");
    settings.add("--drayage.copier.parallel-images=1");
  }

  @AfterEach
  void stop() throws Exception {
    for (CopierProcess worker : workers) {
      worker.close();
    }
    source.close();
    destination.close();
  }

  private CopierProcess startWorker() {
    int number;
    synchronized (this) {
      number = started++;
    }
    try {
      return CopierProcess.start("worker-" + number, data.resolve("w" + number), settings);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void losesNothingAndReportsEachOnceWhenWorkersAreKilled() throws Exception {
    CompletableFuture<CopierProcess> second = CompletableFuture.supplyAsync(this::startWorker);
    workers.add(startWorker());
    workers.add(second.join());
    destination.slowDown(LATENCY);
    try (QueueRecord record = QueueRecord.open(settings)) {
      record.watch();
      describe(workers.getFirst().api());
      JsonNode run = workers.getFirst().api().post("/syncs/mirror/runs");

      stopBeyondHeartbeats(record);
      int leaders = 0;
      int kills = 0;
      for (; kills < KILLS && awaitProgress(record, kills); kills++) {
        boolean leader = kills % 2 == 0;
        kill(leader ? leading(record) : random.nextInt(2));
        leaders += leader ? 1 : 0;
      }
      destination.slowDown(Duration.ZERO);
      JsonNode ended = workers.getFirst().api().await(run);

      long sent = blobBytes();
      System.out.printf(
          "%d images, %d kills (%d of leaders, %d epochs): %d transfers reported, %d runs reported,"
              + " %d reported twice; %d bytes of blobs sent, %d of them again%n",
          IMAGES,
          kills,
          leaders,
          record.number("select epoch from run"),
          record.ends("transfer"),
          record.ends("run"),
          record.repeatedEnds(),
          sent,
          sent - blobSizes());
      assertThat(kills).isEqualTo(KILLS);
      check(ended, record);
    }
  }

  private void describe(Api api) throws Exception {
    api.put("/registries/" + source.authority(), "{'tls': 'skip'}");
    api.put("/registries/" + destination.authority(), "{'tls': 'skip'}");
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < REPOSITORIES; i++) {
      sources.add("{'repository': '%s/team/app%d'}".formatted(source.authority(), i));
    }
    api.put(
        "/syncs/mirror",
        "{'sources': [%s], 'destination': '%s/mirror/{path}'}"
            .formatted(String.join(",", sources), destination.authority()));
  }

  /** The kills are spread over the run; false when it has ended before the next one. */
  private boolean awaitProgress(QueueRecord record, int kill) throws Exception {
    int enough = (IMAGES - 5) * kill / KILLS + random.nextInt(Math.max(1, IMAGES / KILLS / 2));
    while (record.number("select count(*) from transfer where state = 'COPIED'") < enough) {
      Thread.sleep(10);
    }
    Thread.sleep(random.nextInt(100));
    return record.ends("run") == 0;
  }

  /** The place of the one who leads the run. */
  private int leading(QueueRecord record) throws Exception {
    while (true) {
      String name =
          record.text("select picked_by from run_task where picked").orElse("nobody, for a moment");
      for (int i = 0; i < workers.size(); i++) {
        if (workers.get(i).name().equals(name)) {
          return i;
        }
      }
      assertThat(record.ends("run")).as("ends of the run before it was disturbed").isZero();
      Thread.sleep(10);
    }
  }

  /** The leader stands still, is taken for dead, and goes on as if nothing had happened. */
  private void stopBeyondHeartbeats(QueueRecord record) throws Exception {
    while (record.number("select epoch from run") == 0) {
      Thread.sleep(10); // who has the task leads when the epoch says so
    }
    CopierProcess leader = workers.get(leading(record));
    destination.slowDown(NEARLY_STILL);
    long epoch = record.number("select epoch from run");
    leader.signal("STOP");
    while (record.number("select epoch from run") == epoch) {
      Thread.sleep(50);
    }
    leader.signal("CONT");
    destination.slowDown(LATENCY);
  }

  private void kill(int place) throws Exception {
    workers.get(place).kill();
    destination.slowDown(NEARLY_STILL);
    workers.set(place, startWorker());
    destination.slowDown(LATENCY);
  }

  private void check(JsonNode ended, QueueRecord record) throws Exception {
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("succeeded");
    assertThat(ended.path("counts").path("images").asInt()).isEqualTo(IMAGES);
    assertThat(
            ended.path("counts").path("copied").asInt()
                + ended.path("counts").path("unchanged").asInt())
        .isEqualTo(IMAGES);
    images.forEach(
        (name, digest) -> {
          int colon = name.indexOf(':');
          assertThat(
                  destination
                      .manifest("mirror/" + name.substring(0, colon), name.substring(colon + 1))
                      .orElseThrow()
                      .digest())
              .isEqualTo(digest);
        });
    assertThat(record.ends("transfer")).isEqualTo(IMAGES);
    assertThat(record.ends("run")).isEqualTo(1);
    assertThat(record.repeatedEnds()).isZero();
    while (!record.leftOver().isEmpty()) {
      Thread.sleep(100); // the tasks of those who were killed are taken over, and found to be done
    }
  }

  private long blobBytes() {
    return destination.log().matching(r -> r.path().contains("/blobs/")).stream()
        .mapToLong(r -> r.bodySize())
        .sum();
  }

  private long blobSizes() {
    long bytes = 0;
    for (String repository : destination.repositories()) {
      for (Digest digest : destination.blobs(repository)) {
        bytes += destination.blob(repository, digest).orElseThrow().length();
      }
    }
    return bytes;
  }
}
