package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.service.postgres.EmbeddedPostgres;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry's PostgreSQL ends and starts again, while two replicas serve. */
class DatabaseRestartIT {
  private static final String APP = "restart/app";

  @TempDir Path folder;
  private EmbeddedPostgres postgres;
  private Relay relay;
  private RunningRegistry one;
  private RunningRegistry other;

  @BeforeEach
  void start() throws Exception {
    postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
    relay = Relay.to(port());
    List<String> database =
        List.of(
            "--drayage.storage.database.url=jdbc:postgresql://127.0.0.1:%d/postgres"
                .formatted(relay.port()),
            "--drayage.storage.database.username=" + postgres.username(),
            "--drayage.storage.database.password=" + postgres.password());
    Path data = Files.createDirectory(folder.resolve("data"));
    one = RunningRegistry.startOn(database, data);
    other = RunningRegistry.startOn(database, data);
  }

  @AfterEach
  void stop() throws IOException {
    other.close();
    one.close();
    relay.close();
    postgres.close();
  }

  private int port() {
    return URI.create(postgres.jdbcUrl().substring("jdbc:".length())).getPort();
  }

  @Test
  void keepsEveryAcknowledgedPushAndAnswers503Meanwhile() throws Exception {
    ImageFixture known = SeededImages.image(1);
    try (RegistryUpload upload = new RegistryUpload(one.uri())) {
      upload.push(known, APP, "known");
    }
    AtomicBoolean going = new AtomicBoolean(true);
    Queue<ImageFixture> acknowledged = new ConcurrentLinkedQueue<>();
    Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    try (Wire wire = Wire.to(one.uri());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int seed = 100_000 * (i + 1);
        clients.add(
            threads.submit(
                whileGoing(going, number -> push(wire, seed + number, acknowledged, answers))));
      }
      clients.add(threads.submit(whileGoing(going, _ -> pull(wire, known, answers))));

      try {
        Await.until("pushes", () -> acknowledged.size() >= 5);
        postgres.close();
        Await.until(
            "refusals", () -> count(answers, "push 503") > 0 && count(answers, "pull 503") > 0);
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
        relay.redirect(port());
        int before = acknowledged.size();
        Await.until("pushes after the restart", () -> acknowledged.size() >= before + 5);

        assertThat(ProcessHandle.of(postgres.processId()).orElseThrow().destroyForcibly()).isTrue();
        postgres.close();
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
        relay.redirect(port());
        int again = acknowledged.size();
        Await.until("pushes after the kill", () -> acknowledged.size() >= again + 5);
      } finally {
        going.set(false);
      }
      for (Future<Void> client : clients) {
        client.get();
      }
      System.out.printf("%d pushes acknowledged, %s%n", acknowledged.size(), answers);
      for (ImageFixture image : acknowledged) {
        StoredImage.read(wire, APP, image.digest().toString());
      }
    }
    theFeedIsHeardAgain();
  }

  /** What one replica changes, the other one sees although it remembers tags. */
  private void theFeedIsHeardAgain() throws Exception {
    try (RegistryUpload upload = new RegistryUpload(one.uri());
        Wire wire = Wire.to(other.uri())) {
      for (int seed = 50; seed < 53; seed++) {
        ImageFixture image = SeededImages.image(seed);
        upload.push(image, APP, "moving");
        Await.until(
            "the tag on the other replica",
            () ->
                wire.send("HEAD", "/v2/" + APP + "/manifests/moving")
                    .header("Docker-Content-Digest")
                    .equals(image.digest().toString()));
      }
    }
  }

  private interface Step {
    void take(int number) throws Exception;
  }

  private static Callable<Void> whileGoing(AtomicBoolean going, Step step) {
    return () -> {
      for (int number = 0; going.get(); number++) {
        step.take(number);
      }
      return null;
    };
  }

  private static void push(
      Wire wire, int seed, Queue<ImageFixture> acknowledged, Map<String, AtomicInteger> answers)
      throws Exception {
    ImageFixture image = SeededImages.image(seed);
    for (Content blob : image.ownBlobs().values()) {
      if (note("push", wire.push(APP, blob), answers) != 201) {
        return;
      }
    }
    Wire.Answer put =
        wire.send(
            "PUT",
            "/v2/%s/manifests/%s".formatted(APP, image.digest()),
            image.manifest().bytes(),
            "Content-Type",
            image.manifest().mediaType().value());
    if (note("push", put, answers) == 201) {
      acknowledged.add(image);
    }
  }

  private static void pull(Wire wire, ImageFixture image, Map<String, AtomicInteger> answers)
      throws Exception {
    Wire.Answer manifest = wire.send("GET", "/v2/" + APP + "/manifests/known");
    if (note("pull", manifest, answers) == 200) {
      assertThat(manifest.bytes()).isEqualTo(image.manifest().bytes());
    }
    Map.Entry<io.drayage.image.Digest, Content> blob =
        image.ownBlobs().entrySet().iterator().next();
    Wire.Answer answer = wire.send("GET", "/v2/" + APP + "/blobs/" + blob.getKey());
    if (note("pull", answer, answers) == 200) {
      assertThat(answer.bytes()).isEqualTo(blob.getValue().bytes());
    }
  }

  /** Success, or 503 with a time to come back. */
  private static int note(String what, Wire.Answer answer, Map<String, AtomicInteger> answers) {
    answers
        .computeIfAbsent(what + " " + answer.status(), _ -> new AtomicInteger())
        .incrementAndGet();
    assertThat(answer.status()).as(answer.text()).isIn(200, 201, 503);
    if (answer.status() == 503) {
      assertThat(answer.header("Retry-After")).isNotEmpty();
      assertThat(answer.text()).contains("UNAVAILABLE");
    }
    return answer.status();
  }

  private static int count(Map<String, AtomicInteger> answers, String what) {
    return answers.getOrDefault(what, new AtomicInteger()).get();
  }
}
