package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.Lifecycle;

/** Health, metrics and a stop that breaks nothing. */
@ExtendWith(SharedRegistry.class)
class OperationsIT {
  @TempDir Path folder;
  private final Wire wire;

  OperationsIT(Wire wire) {
    this.wire = wire;
  }

  @Test
  void saysThatItIsWell() throws Exception {
    for (String probe : List.of("/health/live", "/health/ready")) {
      Wire.Answer answer = wire.send("GET", probe);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("{\"status\":\"up\"}");
    }
    assertThat(wire.send("GET", "/health/other").status()).isEqualTo(404);
  }

  @Test
  void countsRequestsAndBytes() throws Exception {
    Content blob = Content.seeded(1, 5000);
    double sent = metric("drayage_blob_sent_bytes_total");
    double received = metric("drayage_blob_received_bytes_total");
    String gets = "drayage_requests_total{kind=\"blob\",method=\"get\",status=\"2xx\"}";
    double before = metric(gets);

    wire.push("operations", blob);
    wire.send("GET", "/v2/operations/blobs/" + blob.digest(), "Range", "bytes=0-99");
    wire.send("GET", "/v2/operations/blobs/" + blob.digest());
    wire.send("HEAD", "/v2/operations/blobs/" + blob.digest());

    assertThat(metric(gets)).isEqualTo(before + 2);
    assertThat(metric("drayage_blob_sent_bytes_total")).isEqualTo(sent + 5100);
    assertThat(metric("drayage_blob_received_bytes_total")).isEqualTo(received + 5000);
    assertThat(metric("drayage_uploads_active")).isZero();
    assertThat(wire.send("GET", "/metrics").text())
        .contains("jvm_memory_used_bytes", "drayage_database_connections_active")
        .contains("drayage_collection_runs_total");
  }

  private double metric(String name) throws Exception {
    return wire.send("GET", "/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void isNotReadyWithoutRoom() throws Exception {
    try (RunningRegistry registry =
            RunningRegistry.start(folder, "--drayage.storage.least-room=1000000TB");
        Wire full = Wire.to(registry.uri())) {
      Wire.Answer ready = full.send("GET", "/health/ready");

      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.text()).contains("\"disk\"", "bytes are left");
      assertThat(full.send("GET", "/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void finishesUploadsAndBeginsNoneWhileItStops() throws Exception {
    Content blob = Content.of("0123456789");
    try (RunningRegistry registry = RunningRegistry.start(folder);
        Wire other = Wire.to(registry.uri())) {
      String upload = other.begin("drain");
      try (RawConnection running = RawConnection.to(registry.uri())) {
        running.begin("PATCH " + upload, blob.length(), "Connection: close");
        running.say("01234");
        while (!other.send("GET", upload).header("Range").equals("0-4")) {
          Thread.sleep(10);
        }

        registry.context().getBean("drain", Lifecycle.class).stop();

        Wire.Answer refused = other.send("POST", "/v2/drain/blobs/uploads/");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.text()).contains("UNAVAILABLE");
        assertThat(other.send("GET", "/health/ready").status()).isEqualTo(503);
        assertThat(other.send("GET", "/health/live").status()).isEqualTo(200);
        running.say("56789");
        assertThat(running.rest().status()).isEqualTo(202);
      }
      assertThat(other.send("PUT", upload + "?digest=" + blob.digest()).status()).isEqualTo(201);
    }
  }

  @Test
  void answersARunningRequestBeforeItEnds() throws Exception {
    Content blob = Content.of("0123456789");
    CompletableFuture<Void> end;
    try (RunningRegistry registry = RunningRegistry.start(folder);
        Wire other = Wire.to(registry.uri());
        RawConnection running = RawConnection.to(registry.uri())) {
      String upload = other.begin("drain");
      running.begin(
          "PUT %s?digest=%s".formatted(upload, blob.digest()), blob.length(), "Connection: close");
      running.say("01234");
      while (!other.send("GET", upload).header("Range").equals("0-4")) {
        Thread.sleep(10);
      }

      end = CompletableFuture.runAsync(registry::close);
      Lifecycle drain = registry.context().getBean("drain", Lifecycle.class);
      while (drain.isRunning()) {
        Thread.sleep(10);
      }
      running.say("56789");

      assertThat(running.rest().status()).isEqualTo(201);
      end.join();
    }
  }
}
