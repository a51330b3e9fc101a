package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path data;
  private static RunningCopier copier;
  private static MemoryRegistry registry;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    copier =
        RunningCopier.start(
            data,
            "--drayage.copier.webhooks.allowed=127.0.0.1",
            "--drayage.copier.webhooks.first-pause=20ms",
            "--drayage.copier.webhooks.attempts=3",
            "--drayage.copier.webhooks.quiet=1s");
    registry = MemoryRegistry.start();
    api = copier.api();
    api.put("/registries/" + registry.authority(), "{'tls': 'skip'}");
    SeededImages.image(1).storeIn(registry, "team/app", "1.0");
  }

  @AfterAll
  static void stop() {
    copier.close();
    registry.close();
  }

  private record Message(String signature, String type, String body) {}

  /** Takes messages, after it has refused some. */
  private static final class Receiver implements AutoCloseable {
    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    final AtomicInteger refusals;
    private final HttpServer server;

    Receiver(int refusals) throws Exception {
      this.refusals = new AtomicInteger(refusals);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refused = this.refusals.getAndDecrement() > 0;
            if (!refused) {
              messages.add(
                  new Message(
                      String.valueOf(
                          exchange.getRequestHeaders().getFirst("X-Drayage-Signature-256")),
                      String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                      body));
            }
            exchange.sendResponseHeaders(refused ? 500 : 204, -1);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
    }

    Message next() throws InterruptedException {
      Message message = messages.poll(1, TimeUnit.MINUTES);
      assertThat(message).as("a message within a minute").isNotNull();
      return Objects.requireNonNull(message);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static void define(String sync) throws Exception {
    api.put(
        "/syncs/" + sync,
        "{'sources': [{'repository': '%1$s/team/app'}], 'destination': '%1$s/%2$s/{path}'}"
            .formatted(registry.authority(), sync));
  }

  @Test
  void tellsOfTheEndOfARunThoughTheReceiverFailsAtFirst() throws Exception {
    try (Receiver receiver = new Receiver(2)) {
      define("told");
      JsonNode put =
          api.put(
              "/webhooks/told",
              "{'url': '%s', 'syncs': ['told'], 'secret': 'hush'}".formatted(receiver.url()));
      api.await(api.post("/syncs/told/runs"));

      Message message = receiver.next();

      assertThat(put.toString()).doesNotContain("hush");
      assertThat(message.type()).startsWith("application/cloudevents+json");
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("hush".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      assertThat(message.signature())
          .isEqualTo(
              "sha256="
                  + HexFormat.of()
                      .formatHex(mac.doFinal(message.body().getBytes(StandardCharsets.UTF_8))));
      JsonNode event = JSON.readTree(message.body());
      assertThat(event.path("type").asString()).isEqualTo("io.drayage.copier.run.succeeded");
      assertThat(event.path("data").path("counts").path("copied").asInt()).isEqualTo(1);
      assertThat(receiver.messages).isEmpty();
      api.send("DELETE", "/webhooks/told", "");
    }
  }

  @Test
  void keepsWhatIsGivenUpAndSendsItAgain() throws Exception {
    try (Receiver receiver = new Receiver(3)) {
      define("dead");
      api.put(
          "/webhooks/dead",
          "{'url': '%s', 'syncs': ['dead'], 'format': 'slack'}".formatted(receiver.url()));
      api.await(api.post("/syncs/dead/runs"));
      JsonNode dead = api.get("/webhooks/dead/dead-letters").path("deliveries");
      while (dead.isEmpty()) {
        Thread.sleep(50);
        dead = api.get("/webhooks/dead/dead-letters").path("deliveries");
      }

      assertThat(dead.get(0).path("failure").asString()).contains("status 500");
      assertThat(dead.get(0).path("attempts").asInt()).isEqualTo(3);
      api.send("POST", "/webhooks/dead/redeliver", "");
      assertThat(JSON.readTree(receiver.next().body()).path("text").asString())
          .contains("of *dead* is succeeded: 1 copied");
      api.send("DELETE", "/webhooks/dead", "");
    }
  }

  @Test
  void reachesNoAddressInsideUnlessItIsAllowed() throws Exception {
    define("inside");
    api.put("/webhooks/inside", "{'url': 'http://169.254.169.254/', 'syncs': ['inside']}");
    api.await(api.post("/syncs/inside/runs"));
    JsonNode dead = api.get("/webhooks/inside/dead-letters").path("deliveries");
    while (dead.isEmpty()) {
      Thread.sleep(50);
      dead = api.get("/webhooks/inside/dead-letters").path("deliveries");
    }

    assertThat(dead.get(0).path("failure").asString())
        .contains("which is not contacted", "drayage.copier.webhooks.allowed");
    api.send("DELETE", "/webhooks/inside", "");
  }

  @Test
  void runsASyncOnceWhenARegistrySaysSeveralTimesThatSomethingWasPushed() throws Exception {
    define("pushed");
    String token =
        JSON.readTree(api.send("POST", "/syncs/pushed/hook-token", "").text())
            .path("token")
            .asString();

    assertThat(api.send("POST", "/syncs/pushed/hook?token=wrong", "").status()).isEqualTo(403);
    for (int i = 0; i < 5; i++) {
      assertThat(api.send("POST", "/syncs/pushed/hook?token=" + token, "").status()).isEqualTo(202);
    }
    JsonNode runs = api.get("/runs?sync=pushed").path("runs");
    while (runs.isEmpty()) {
      Thread.sleep(50);
      runs = api.get("/runs?sync=pushed").path("runs");
    }
    JsonNode run = api.await(runs.get(0));

    assertThat(run.path("cause").asString()).isEqualTo("webhook");
    assertThat(api.get("/runs?sync=pushed").path("runs").size()).isLessThan(5);
    JsonNode report = api.get("/runs/%d/report".formatted(run.path("id").asLong()));
    assertThat(report.path("seconds").asDouble()).isPositive();
    assertThat(report.path("transfers").get(0).path("state").asString()).isEqualTo("copied");
    String metrics = Metrics.read(copier.port());
    assertThat(metrics)
        .contains(
            "drayage_sync_last_success_timestamp_seconds{sync=\"pushed\"}",
            "drayage_sync_last_run_failed{sync=\"pushed\"} 0.0",
            "drayage_transfers_total{outcome=\"copied\"}",
            "drayage_queue_length{queue=\"run\"}");
  }

  /** Outside of the API's path. */
  private static final class Metrics {
    static String read(int port) throws Exception {
      try (java.io.InputStream in =
          java.net.URI.create("http://127.0.0.1:%d/metrics".formatted(port)).toURL().openStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
