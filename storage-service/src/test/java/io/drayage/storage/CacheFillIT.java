package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.storage.domain.cache.Fills;
import io.drayage.testing.Content;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.MemoryRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cold blobs: fetched once for all who ask, and never served wrong. */
class CacheFillIT {
  private static final int CLIENTS = 100;

  @TempDir Path folder;

  private MemoryRegistry upstream;
  private FaultyServer faulty;
  private RunningRegistry registry;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    upstream = MemoryRegistry.start();
    faulty = FaultyServer.before(upstream);
    registry = start(folder.resolve("data"), "--drayage.storage.upstreams.finish-within=1MB");
    wire = Wire.to(registry.uri());
  }

  private RunningRegistry start(Path data, String... settings) throws Exception {
    return RunningRegistry.start(
        data,
        Upstreams.none()
            .with("docker.io", faulty.authority())
            .settings(folder, settings)
            .toArray(String[]::new));
  }

  @AfterEach
  void stop() {
    wire.close();
    registry.close();
    faulty.close();
    upstream.close();
  }

  private static String path(Content blob) {
    return "/v2/library/app/blobs/%s?ns=docker.io".formatted(blob.digest());
  }

  @Test
  void fetchesOnceForAHundredClientsThatAllFollow() throws Exception {
    Content blob = Content.seeded(1, 3_000_000);
    upstream.putBlob("library/app", blob);
    faulty.always("GET", "/blobs/", new Fault.SlowBody(3_000_000));
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        answers.add(clients.submit(() -> digestOf(registry.uri().resolve(path(blob)))));
      }
    }

    for (Future<String> answer : answers) {
      assertThat(answer.get()).isEqualTo(blob.digest().hex());
    }
    assertThat(upstream.log().bytesServed()).as("bytes from upstream").isEqualTo(blob.length());
    assertThat(upstream.log().count("GET", "/blobs/")).isEqualTo(1);
    assertThat(wire.send("GET", path(blob)).bytes()).isEqualTo(blob.bytes());
    awaitUntil(() -> filesIn("uploads").isEmpty());
  }

  private static String digestOf(URI address) throws Exception {
    MessageDigest computation = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(address.toURL().openStream(), computation)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(computation.digest());
  }

  @Test
  void goesOnWhereTheUpstreamBroke() throws Exception {
    Content blob = Content.seeded(2, 2_000_000);
    upstream.putBlob("library/app", blob);
    faulty.times(2, "GET", "/blobs/", new Fault.ResetBody(700_000));

    assertThat(wire.send("GET", path(blob)).bytes()).isEqualTo(blob.bytes());

    assertThat(faulty.log().count("GET", "/blobs/")).isEqualTo(3);
    assertThat(faulty.log().all().getLast().header("range")).isPresent();
  }

  @Test
  void breaksOffWrongContentAndKeepsNothingOfIt() throws Exception {
    Content blob = Content.seeded(3, 2_000_000);
    upstream.putBlob("library/app", blob);
    faulty.once("GET", "/blobs/", new Fault.CorruptBody());

    assertThatThrownBy(() -> wire.send("GET", path(blob)))
        .as("the end is missing")
        .isInstanceOf(IOException.class);

    awaitUntil(() -> filesIn("uploads").isEmpty());
    assertThat(filesIn("blobs")).isEmpty();
    assertThat(wire.send("GET", path(blob)).bytes()).isEqualTo(blob.bytes());
  }

  @Test
  void breaksOffWhenTheUpstreamIsGoneForGood() throws Exception {
    Content blob = Content.seeded(4, 2_000_000);
    upstream.putBlob("library/app", blob);
    faulty.once("GET", "/blobs/", new Fault.ResetBody(700_000));
    faulty.always("GET", "/blobs/", new Fault.CloseBeforeAnswer());

    assertThatThrownBy(() -> wire.send("GET", path(blob))).isInstanceOf(IOException.class);

    Wire.Answer cold = wire.send("GET", path(blob));
    assertThat(cold.status()).as(cold.text()).isEqualTo(502);
    assertThat(cold.text()).contains("UNAVAILABLE").contains("is not here");
  }

  @Test
  void leavingDoesNotStopTheFetchForOthers() throws Exception {
    Content blob = Content.seeded(5, 4_000_000);
    upstream.putBlob("library/app", blob);
    faulty.always("GET", "/blobs/", new Fault.SlowBody(2_000_000));
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> staying;
      try (Socket leaving = ask(blob)) {
        leaving.getInputStream().readNBytes(100_000);
        staying = clients.submit(() -> digestOf(registry.uri().resolve(path(blob))));
        awaitUntil(() -> registry.part(Fills.class).readers() == 2);
      }

      assertThat(staying.get()).isEqualTo(blob.digest().hex());
    }
    assertThat(upstream.log().count("GET", "/blobs/")).isEqualTo(1);
  }

  @Test
  void givesUpWhatNobodyWaitsForWhenMuchIsMissing() throws Exception {
    Content blob = Content.seeded(6, 40_000_000);
    upstream.putBlob("library/app", blob);
    faulty.always("GET", "/blobs/", new Fault.SlowBody(4_000_000));
    try (Socket leaving = ask(blob)) {
      leaving.getInputStream().readNBytes(100_000);
    }

    awaitUntil(() -> registry.part(Fills.class).running() == 0);
    awaitUntil(() -> filesIn("uploads").isEmpty());
    assertThat(filesIn("blobs")).isEmpty();
    faulty.behave();
    assertThat(digestOf(registry.uri().resolve(path(blob)))).isEqualTo(blob.digest().hex());
  }

  @Test
  void fetchesNothingThatAnotherRepositoryHasButAsksWhetherItIsThere() throws Exception {
    Content blob = Content.seeded(7, 100_000);
    upstream.putBlob("library/app", blob);
    upstream.putBlob("library/other", blob);
    wire.send("GET", path(blob));
    // A client has the last byte before the store has the blob.
    awaitUntil(() -> registry.part(Fills.class).running() == 0);

    String other = "/v2/docker.io/library/other/blobs/" + blob.digest();
    assertThat(wire.send("GET", other).bytes()).isEqualTo(blob.bytes());
    String stranger = "/v2/docker.io/library/stranger/blobs/" + blob.digest();
    assertThat(wire.send("GET", stranger).status()).isEqualTo(404);

    assertThat(upstream.log().count("GET", "/blobs/")).isEqualTo(1);
    assertThat(upstream.log().count("HEAD", "/blobs/")).isEqualTo(2);
  }

  private Socket ask(Content blob) throws IOException {
    URI uri = registry.uri();
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setReceiveBufferSize(64 * 1024);
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
                .formatted(path(blob), registry.authority())
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private List<Path> filesIn(String name) {
    try (Stream<Path> files = Files.walk(folder.resolve("data").resolve(name))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      return List.of(folder); // a file went away during the walk: look again
    } catch (java.io.UncheckedIOException e) {
      return List.of(folder);
    }
  }

  /** Waits for what must come; the build's own limit ends a wait for what does not. */
  private static void awaitUntil(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(10);
    }
  }
}
