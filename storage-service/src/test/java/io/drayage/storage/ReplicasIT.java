package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.RegistryUpload;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on one database and one folder, in two processes. */
class ReplicasIT {
  @TempDir static Path data;
  private static RunningRegistry here;
  private static ServiceProcess there;
  private static Wire one;
  private static Wire other;

  @BeforeAll
  static void start() throws Exception {
    List<String> database = SharedPostgres.newDatabase();
    here = RunningRegistry.startOn(database, data);
    there = ServiceProcess.start(data, database);
    one = Wire.to(here.uri());
    other = Wire.to(there.uri());
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    here.close();
    there.close();
  }

  @Test
  void showsWhatIsPushedToTheOtherOne() throws Exception {
    try (RegistryUpload upload = new RegistryUpload(here.uri())) {
      for (int seed = 1; seed <= 5; seed++) {
        ImageFixture image = SeededImages.image(seed);
        upload.push(image, "replicas/app", "v1");

        StoredImage.read(other, "replicas/app", image.digest().toString());
        Await.until(
            "the tag on the other replica",
            () ->
                other
                    .send("HEAD", "/v2/replicas/app/manifests/v1")
                    .header("Docker-Content-Digest")
                    .equals(image.digest().toString()));
      }
    }
  }

  @Test
  void goesOnWithAnUploadThatTheOtherOneBegan() throws Exception {
    Content blob = Content.seeded(1, 3_000_000);
    String location = one.begin("replicas/upload");
    for (int part = 0; part < 3; part++) {
      Wire wire = part % 2 == 0 ? one : other;
      byte[] chunk = Arrays.copyOfRange(blob.bytes(), part * 1_000_000, (part + 1) * 1_000_000);
      Wire.Answer answer =
          wire.send(
              "PATCH",
              location,
              chunk,
              "Content-Range",
              "%d-%d".formatted(part * 1_000_000, (part + 1) * 1_000_000 - 1));
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    assertThat(other.send("PUT", location + "?digest=" + blob.digest()).status()).isEqualTo(201);
    assertThat(one.fetch("/v2/replicas/upload/blobs/" + blob.digest()).digest())
        .isEqualTo(blob.digest());
  }

  @Test
  void letsOneReplicaAtATimeWriteToAnUpload() throws Exception {
    byte[] bytes = Content.seeded(2, 600_000).bytes();
    String location = one.begin("replicas/guard");
    PipedOutputStream body = new PipedOutputStream();
    try (HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<Void>> writing = patchSlowly(client, location, body);
      body.write(bytes, 0, 300_000);
      Await.until(
          "the first bytes", () -> !other.send("GET", location).header("Range").equals("0-0"));

      Wire.Answer second = other.send("PATCH", location, new byte[10]);
      assertThat(second.status()).as(second.text()).isEqualTo(416);
      Wire.Answer finish =
          other.send("PUT", location + "?digest=" + Content.of(new byte[0]).digest());
      assertThat(finish.status()).as(finish.text()).isEqualTo(416);

      body.write(bytes, 300_000, 300_000);
      body.close();
      assertThat(writing.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(202);
    }
    String digest = Content.of(bytes).digest().toString();
    Wire.Answer finished = other.send("PUT", location + "?digest=" + digest);
    assertThat(finished.status()).as(finished.text()).isEqualTo(201);
  }

  private static CompletableFuture<HttpResponse<Void>> patchSlowly(
      HttpClient client, String location, PipedOutputStream body) throws IOException {
    PipedInputStream source = new PipedInputStream(body, 400_000);
    URI target = here.uri().resolve(location);
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .method("PATCH", BodyPublishers.ofInputStream(() -> source))
            .build();
    return client.sendAsync(request, BodyHandlers.discarding());
  }
}
