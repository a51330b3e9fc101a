package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered is told without the database, and forgotten when it changes. */
class CachesIT {
  private static final String REPOSITORY = "cached/app";
  private static final int ATTEMPTS = 20;

  @TempDir Path data;

  @Test
  void answersFromMemoryWhatWasAskedBefore() throws Exception {
    try (RunningRegistry registry = RunningRegistry.start(data);
        Wire wire = Wire.to(registry.uri())) {
      List<String> paths = push(registry);
      // The replica hears of its own push as well, and then forgets what it has read before that.
      boolean answered = false;
      for (int attempt = 0; attempt < ATTEMPTS && !answered; attempt++) {
        for (String path : paths) {
          assertThat(wire.send("GET", path).status()).as(path).isEqualTo(200);
        }
        answered = answersWhileTablesAreLocked(registry, wire, paths);
      }
      assertThat(answered).as("answers while no query could have had one").isTrue();
    }
  }

  private static boolean answersWhileTablesAreLocked(
      RunningRegistry registry, Wire wire, List<String> paths) throws Exception {
    try (Connection other = registry.part(DataSource.class).getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table repository, blob, manifest, tag in access exclusive mode");
      try {
        for (String path : paths) {
          HttpRequest request =
              HttpRequest.newBuilder(registry.uri().resolve(path))
                  .timeout(Duration.ofSeconds(10))
                  .build();
          if (wire.client().send(request, BodyHandlers.discarding()).statusCode() != 200) {
            return false;
          }
        }
        return true;
      } catch (HttpTimeoutException _) {
        return false;
      } finally {
        other.rollback();
      }
    }
  }

  @Test
  void forgetsWhatAnotherReplicaRemoves() throws Exception {
    List<String> database = SharedPostgres.newDatabase();
    try (RunningRegistry here = RunningRegistry.startOn(database, data);
        RunningRegistry there = RunningRegistry.startOn(database, data);
        Wire wire = Wire.to(here.uri());
        Wire other = Wire.to(there.uri())) {
      push(there);
      Content blob = Content.seeded(7, 1000);
      assertThat(other.push(REPOSITORY, blob).status()).isEqualTo(201);
      String blobPath = "/v2/%s/blobs/%s".formatted(REPOSITORY, blob.digest());
      String tagPath = "/v2/%s/manifests/v1".formatted(REPOSITORY);
      String listPath = "/v2/%s/tags/list".formatted(REPOSITORY);
      assertThat(wire.send("HEAD", blobPath).status()).isEqualTo(200);
      assertThat(wire.send("HEAD", tagPath).status()).isEqualTo(200);
      assertThat(wire.send("GET", listPath).text()).contains("v1");

      assertThat(other.send("DELETE", blobPath).status()).isEqualTo(202);
      assertThat(other.send("HEAD", blobPath).status()).isEqualTo(404);
      assertThat(other.send("DELETE", tagPath).status()).isEqualTo(202);
      assertThat(other.send("HEAD", tagPath).status()).isEqualTo(404);
      assertThat(other.send("GET", listPath).text()).doesNotContain("v1");

      while (wire.send("HEAD", blobPath).status() != 404
          || wire.send("HEAD", tagPath).status() != 404
          || wire.send("GET", listPath).text().contains("v1")) {
        Thread.sleep(5); // until it has heard of it
      }
    }
  }

  /** An upload that one replica has turned into a blob is over for the one that remembers it. */
  @Test
  void refusesAnUploadThatAnotherReplicaHasEnded() throws Exception {
    List<String> database = SharedPostgres.newDatabase();
    Content blob = Content.seeded(8, 1000);
    try (RunningRegistry here = RunningRegistry.startOn(database, data);
        RunningRegistry there = RunningRegistry.startOn(database, data);
        Wire wire = Wire.to(here.uri());
        Wire other = Wire.to(there.uri())) {
      String upload = wire.begin(REPOSITORY);
      String end = upload + "?digest=" + blob.digest();
      assertThat(other.send("PUT", end, blob.bytes()).status()).isEqualTo(201);

      Wire.Answer again = wire.send("PUT", end, blob.bytes());

      assertThat(again.status()).isEqualTo(404);
      assertThat(again.text()).contains("BLOB_UPLOAD_UNKNOWN");
      try (Stream<Path> left = Files.list(data.resolve("uploads"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  /** An image with a tag; returns what can be read of it. */
  private static List<String> push(RunningRegistry registry) throws Exception {
    ImageFixture image = SeededImages.image(1);
    try (RegistryUpload upload = new RegistryUpload(registry.uri())) {
      upload.push(image, REPOSITORY, "v1");
    }
    String blob = image.ownBlobs().keySet().iterator().next().toString();
    return List.of(
        "/v2/%s/manifests/v1".formatted(REPOSITORY),
        "/v2/%s/manifests/%s".formatted(REPOSITORY, image.digest()),
        "/v2/%s/blobs/%s".formatted(REPOSITORY, blob),
        "/v2/%s/tags/list".formatted(REPOSITORY));
  }
}
