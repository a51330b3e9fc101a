package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.program.Main;
import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.testing.Command;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.OciLayoutFixture;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.S3ServerProcess;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SkopeoCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry on S3. */
class S3IT {
  @TempDir static Path folder;
  private static S3ServerProcess s3;

  @BeforeAll
  static void startServer() throws Exception {
    s3 = S3ServerProcess.start(Files.createDirectories(folder.resolve("s3")));
  }

  @AfterAll
  static void stopServer() {
    s3.close();
  }

  private static RunningRegistry registry(String... settings) throws Exception {
    return RunningRegistry.start(folder.resolve("data"), S3Bench.settings(s3, settings));
  }

  @Test
  void servesBlobsThatWerePushedInOnePieceOrInMany() throws Exception {
    try (RunningRegistry registry = registry();
        Wire wire = Wire.to(registry.uri())) {
      for (int size : List.of(0, 1000, 9_000_000)) {
        Content blob = Content.seeded(size, size);
        Wire.Answer put = wire.push("s3/app", blob);
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        assertThat(wire.send("GET", put.header("Location")).bytes()).isEqualTo(blob.bytes());
      }

      Content blob = Content.seeded(77, 12_000_000);
      String upload = wire.begin("s3/app");
      wire.send("PATCH", upload, Arrays.copyOf(blob.bytes(), 9_000_000));
      wire.send("PATCH", upload, Arrays.copyOfRange(blob.bytes(), 9_000_000, 9_000_500));
      assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-9000499");
      wire.send("PATCH", upload, Arrays.copyOfRange(blob.bytes(), 9_000_500, 12_000_000));
      Wire.Answer put = wire.send("PUT", upload + "?digest=" + blob.digest());

      assertThat(put.status()).as(put.text()).isEqualTo(201);
      assertThat(wire.send("GET", put.header("Location"), "Range", "bytes=8388600-8388700").bytes())
          .isEqualTo(Arrays.copyOfRange(blob.bytes(), 8388600, 8388701));
    }
  }

  @Test
  void sendsClientsToS3IfItIsToldTo() throws Exception {
    try (RunningRegistry registry =
            registry(
                "--drayage.storage.s3.redirect=presigned",
                "--drayage.storage.s3.redirect-expiry=1m");
        Wire wire = Wire.to(registry.uri());
        HttpClient client = HttpClient.newHttpClient()) {
      Content blob = Content.seeded(3, 100_000);
      String path = wire.push("s3/redirect", blob).header("Location");

      Wire.Answer answer = wire.send("GET", path);

      assertThat(answer.status()).isEqualTo(307);
      assertThat(answer.header("Location"))
          .startsWith(s3.uri() + "/images/blobs/")
          .contains("X-Amz-Expires=60", "X-Amz-Signature=")
          .doesNotContain(S3ServerProcess.SECRET_KEY);
      HttpRequest elsewhere = HttpRequest.newBuilder(URI.create(answer.header("Location"))).build();
      assertThat(client.send(elsewhere, HttpResponse.BodyHandlers.ofByteArray()).body())
          .isEqualTo(blob.bytes());
      assertThat(wire.send("HEAD", path).status()).isEqualTo(200);
      assertThat(wire.send("HEAD", path).header("Content-Length")).isEqualTo("100000");
    }
  }

  @Test
  void answers503WhenS3IsAway() throws Exception {
    Path own = Files.createDirectories(folder.resolve("away"));
    S3ServerProcess server = S3ServerProcess.start(own);
    try (RunningRegistry registry =
            RunningRegistry.start(own.resolve("data"), S3Bench.settings(server));
        Wire wire = Wire.to(registry.uri())) {
      Content blob = Content.seeded(4, 1000);
      String path = wire.push("s3/away", blob).header("Location");
      server.close();

      assertThat(wire.send("GET", path))
          .satisfies(
              answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotEmpty();
                assertThat(answer.text()).contains("UNAVAILABLE");
              });
      assertThat(wire.push("s3/away", Content.seeded(5, 1000)).status()).isEqualTo(503);
      assertThat(wire.send("HEAD", path).status()).isEqualTo(200);
    }
  }

  @Test
  @RequiresProgram("skopeo")
  void skopeoAndDrayPushAndPullAndGarbageGoes() throws Exception {
    ImageFixture index =
        SeededImages.multiArch(50, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));
    OciLayoutFixture.write(folder.resolve("layout"), "v1", index);
    String layout = "oci:%s:v1".formatted(folder.resolve("layout"));
    try (RunningRegistry registry =
            registry("--drayage.storage.review-delay=1ms", "--drayage.storage.review-interval=1h");
        Wire wire = Wire.to(registry.uri())) {
      String bySkopeo = "docker://%s/s3/skopeo:v1".formatted(registry.authority());
      String byDray = "docker://%s/s3/dray:v1".formatted(registry.authority());
      long before = objects();

      SkopeoCommand.copy(layout, bySkopeo, "--all", "--dest-tls-verify=false").run().orFail();
      dray("copy", "--all", "--dest-tls-verify=false", layout, byDray);
      SkopeoCommand.copy(
              byDray, "dir:" + folder.resolve("by-skopeo"), "--all", "--src-tls-verify=false")
          .run()
          .orFail();
      dray("copy", "--all", "--src-tls-verify=false", bySkopeo, "dir:" + folder.resolve("by-dray"));

      for (String pulled : List.of("by-skopeo", "by-dray")) {
        assertThat(Files.readAllBytes(folder.resolve(pulled).resolve("manifest.json")))
            .isEqualTo(index.manifest().bytes());
      }
      assertThat(objects()).isGreaterThan(before);

      for (String repository : List.of("s3/skopeo", "s3/dray")) {
        delete(wire, repository, index.digest());
        for (ImageFixture child : index.children()) {
          delete(wire, repository, child.digest());
        }
      }
      Thread.sleep(20); // until the last reviews are due
      registry.part(GarbageCollection.class).collect();
      assertThat(objects()).isEqualTo(before);
    }
  }

  private static void delete(Wire wire, String repository, Digest digest) throws Exception {
    assertThat(wire.send("DELETE", "/v2/%s/manifests/%s".formatted(repository, digest)).status())
        .isEqualTo(202);
  }

  private static long objects() throws IOException {
    try (Stream<Path> all = Files.walk(s3.objects())) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static void dray(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words));
    Command.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            command.toArray(String[]::new))
        .with("HOME", folder.toString())
        .with("XDG_RUNTIME_DIR", folder.toString())
        .with("REGISTRY_AUTH_FILE", folder.resolve("no-auth.json").toString())
        .run()
        .orFail();
  }

  /** The service is killed in the middle of an upload, and starts on another folder. */
  @Test
  void anotherReplicaGoesOnWithAnUpload() throws Exception {
    List<String> settings = new ArrayList<>(SharedPostgres.newDatabase());
    settings.addAll(List.of(S3Bench.settings(s3)));
    Content blob = Content.seeded(6, 10_000_000);
    String upload;
    try (ServiceProcess first = ServiceProcess.start(folder.resolve("first"), settings);
        Wire wire = Wire.to(first.uri())) {
      upload = wire.begin("s3/resume");
      wire.send("PATCH", upload, Arrays.copyOf(blob.bytes(), 9_000_000));
      first.kill();
    }

    try (ServiceProcess second = ServiceProcess.start(folder.resolve("second"), settings);
        Wire wire = Wire.to(second.uri())) {
      assertThat(wire.send("GET", upload).header("Range")).isEqualTo("0-8999999");
      Wire.Answer last =
          wire.send(
              "PUT",
              upload + "?digest=" + blob.digest(),
              Arrays.copyOfRange(blob.bytes(), 9_000_000, 10_000_000));

      assertThat(last.status()).as(last.text()).isEqualTo(201);
      assertThat(wire.send("GET", last.header("Location")).bytes()).isEqualTo(blob.bytes());
    }
  }
}
