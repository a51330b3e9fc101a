package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed, and starts again on what it left. */
class KillIT {
  private static final int ROUNDS = 3;
  private static final long SEED = 20260101;

  @TempDir Path data;

  @Test
  void keepsEveryPushThatWasAcknowledged() throws Exception {
    List<String> settings = SharedPostgres.newDatabase();
    Random random = new Random(SEED);
    Collection<ImageFixture> acknowledged = new ConcurrentLinkedQueue<>();
    for (int round = 0; round < ROUNDS; round++) {
      int before = acknowledged.size();
      try (ServiceProcess service = ServiceProcess.start(data, settings);
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        int first = round * 1000;
        for (int pusher = 0; pusher < 4; pusher++) {
          int seed = first + pusher * 100;
          var _ = threads.submit(() -> pushUntilItEnds(service, seed, acknowledged));
        }
        while (acknowledged.size() < before + 5) {
          Thread.sleep(5);
        }
        Thread.sleep(random.nextInt(300));
        service.kill();
      }
    }
    try (ServiceProcess service = ServiceProcess.start(data, settings);
        Wire wire = Wire.to(service.uri())) {
      System.out.printf(
          "%d pushes were acknowledged before %d kills%n", acknowledged.size(), ROUNDS);
      for (ImageFixture image : acknowledged) {
        assertThat(wire.send("GET", "/v2/kill/app/manifests/" + image.digest()).bytes())
            .isEqualTo(image.manifest().bytes());
        for (Digest digest : image.ownBlobs().keySet()) {
          Wire.Answer blob = wire.send("GET", "/v2/kill/app/blobs/" + digest);
          assertThat(digest.matches(blob.bytes())).as(digest.toString()).isTrue();
        }
      }
    }
  }

  private static Void pushUntilItEnds(
      ServiceProcess service, int seed, Collection<ImageFixture> acknowledged)
      throws InterruptedException {
    try (RegistryUpload upload = new RegistryUpload(service.uri())) {
      for (int i = 0; i < 100; i++) {
        ImageFixture image = SeededImages.image(seed + i);
        upload.push(image, "kill/app");
        acknowledged.add(image);
      }
    } catch (IOException _) {
      return null; // it was killed
    }
    return null;
  }

  @Test
  void goesOnWithAnUploadThatWasCutShort() throws Exception {
    List<String> settings = SharedPostgres.newDatabase();
    Content blob = Content.seeded(1, 3_000_000);
    String upload;
    try (ServiceProcess service = ServiceProcess.start(data, settings);
        Wire wire = Wire.to(service.uri())) {
      upload = wire.begin("kill/resume");
      wire.send("PATCH", upload, Arrays.copyOf(blob.bytes(), 2_000_000));
      service.kill();
    }

    try (ServiceProcess service = ServiceProcess.start(data, settings);
        Wire wire = Wire.to(service.uri())) {
      assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-1999999");
      Wire.Answer last =
          wire.send(
              "PUT",
              upload + "?digest=" + blob.digest(),
              Arrays.copyOfRange(blob.bytes(), 2_000_000, 3_000_000),
              "Content-Range",
              "2000000-2999999");

      assertThat(last.status()).as(last.text()).isEqualTo(201);
      assertThat(wire.send("GET", last.header("Location")).bytes()).isEqualTo(blob.bytes());
    }
  }
}
