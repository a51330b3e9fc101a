package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.RepositoryName;
import io.drayage.testing.Content;
import io.drayage.testing.MemoryRegistry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CancellationTest {
  private static final Content CONTENT = Content.seeded(3, 50_000_000);
  private static final Descriptor BLOB = TestClient.descriptor(CONTENT);

  private final TestClient clients = new TestClient();

  /** Interrupts a virtual thread once it is where the latch says, and tells how it ended. */
  private static Optional<Throwable> interrupted(CountDownLatch there, Callable<?> action)
      throws InterruptedException {
    var task = new FutureTask<>(action);
    Thread thread = Thread.ofVirtual().start(task);
    assertThat(there.await(30, TimeUnit.SECONDS)).isTrue();
    Thread.sleep(50);
    thread.interrupt();
    try {
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
      task.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.ofNullable(e.getCause());
    }
  }

  private static boolean stall(CountDownLatch there, OutputStream out) throws IOException {
    out.flush();
    there.countDown();
    try {
      Thread.sleep(30_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Test
  void interruptionEndsWaitForAnAnswer() throws InterruptedException {
    var there = new CountDownLatch(1);
    try (var registry = new ScriptedServer((_, _) -> out -> stall(there, out));
        var client = clients.open(registry.authority())) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");

      assertThat(interrupted(there, () -> client.tags(repository)))
          .get()
          .isInstanceOf(InterruptedIOException.class);
      assertThat(registry.asked()).hasSize(1);
    }
  }

  @Test
  void interruptionEndsDownloadThatStalls() throws InterruptedException {
    var there = new CountDownLatch(1);
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    out -> {
                      ScriptedServer.write(out, 200, "Content-Length: 50000000\r\n");
                      out.write(new byte[1000]);
                      return stall(there, out);
                    });
        var client = clients.open(registry.authority())) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");

      assertThat(
              interrupted(
                  there,
                  () -> {
                    try (BlobStream in = client.blob(repository, BLOB)) {
                      return in.readAllBytes();
                    }
                  }))
          .get()
          .isInstanceOf(InterruptedIOException.class);
      assertThat(registry.asked()).hasSize(1);
    }
  }

  @Test
  void deletesSessionThatBeganWhileTheThreadWasInterrupted() throws InterruptedException {
    var there = new CountDownLatch(1);
    ScriptedServer.Reply late =
        out -> {
          there.countDown();
          pause(Duration.ofMillis(400));
          ScriptedServer.write(
              out, 202, "Location: /v2/a/b/blobs/uploads/7\r\nContent-Length: 0\r\n");
          return true;
        };
    try (var registry =
            new ScriptedServer(
                (asked, _) ->
                    asked.method().equals("POST") ? late : ScriptedServer.answer(204, "", ""));
        var client = clients.open(registry.authority())) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");

      assertThat(interrupted(there, () -> client.startUpload(repository)))
          .get()
          .isInstanceOf(InterruptedIOException.class);
      assertThat(registry.lines())
          .containsExactly("POST /v2/a/b/blobs/uploads/", "DELETE /v2/a/b/blobs/uploads/7");
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void interruptedUploadLeavesNoSession() throws InterruptedException {
    var there = new CountDownLatch(1);
    Body stalling =
        new Body() {
          @Override
          public java.util.OptionalLong length() {
            return java.util.OptionalLong.of(BLOB.size());
          }

          @Override
          public boolean reopenable() {
            return true;
          }

          @Override
          public java.io.InputStream open(long offset) throws IOException {
            return new java.io.FilterInputStream(CONTENT.open()) {
              private int reads;

              @Override
              public int read(byte[] buffer, int from, int length) throws IOException {
                if (++reads == 10) {
                  there.countDown();
                  try {
                    Thread.sleep(30_000);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("source stopped");
                  }
                }
                return super.read(buffer, from, length);
              }
            };
          }
        };
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");

      assertThat(
              interrupted(
                  there,
                  () -> {
                    client.putBlob(repository, BLOB, stalling);
                    return true;
                  }))
          .get()
          .isInstanceOf(InterruptedIOException.class);
      assertThat(registry.log().count("DELETE", "/uploads/")).isEqualTo(1);
      assertThat(registry.openUploads()).isEmpty();
    }
  }

  @Test
  void smallRequestsDoNotWaitBehindBlobs() throws Exception {
    try (var registry = MemoryRegistry.start();
        var client =
            clients.open(
                registry.authority(),
                new Credential.Anonymous(),
                clients.options().withPermits(new Permits(1, 1, 1)))) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");
      registry.putBlob("a/b", CONTENT);
      try (BlobStream first = client.blob(repository, BLOB)) {
        assertThat(first.read()).isGreaterThanOrEqualTo(0);
        assertThat(client.headBlob(repository, BLOB.digest())).isPresent();

        var waiting = new FutureTask<>(() -> client.blob(repository, BLOB));
        Thread thread = Thread.ofVirtual().start(waiting);
        Thread.sleep(200);
        assertThat(waiting.isDone()).isFalse();
        assertThat(registry.log().count("GET", "/blobs/")).isEqualTo(1);
        thread.interrupt();
        thread.join();
        assertThat(waiting.state()).isEqualTo(java.util.concurrent.Future.State.FAILED);
        assertThat(waiting.exceptionNow()).isInstanceOf(InterruptedIOException.class);
      }
    }
  }

  @Test
  void closingEarlyDoesNotReadTheRest() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");
      registry.putBlob("a/b", CONTENT);
      try (BlobStream in = client.blob(repository, BLOB)) {
        assertThat(in.read()).isGreaterThanOrEqualTo(0);
      }
      try (var in = client.blobFrom(repository, BLOB, 10)) {
        assertThat(in.read()).isGreaterThanOrEqualTo(0);
      }
      assertThat(client.headBlob(repository, BLOB.digest())).isPresent();
      assertThat(registry.log().bytesServed()).isLessThan(2 * BLOB.size() - 20_000_000);
    }
  }

  @Test
  @Timeout(10)
  void givesUpOnPeerThatTrickles() {
    var timeouts =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300));
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    out -> {
                      ScriptedServer.write(out, 200, "Content-Length: 50000000\r\n");
                      for (int i = 0; i < 1000; i++) {
                        out.write(1);
                        out.flush();
                        try {
                          Thread.sleep(20);
                        } catch (InterruptedException e) {
                          return false;
                        }
                      }
                      return false;
                    });
        var client =
            clients.open(
                registry.authority(),
                new Credential.Anonymous(),
                clients.options().withTimeouts(timeouts).withRetry(RetryPolicy.none()))) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> {
                try (BlobStream in = client.blob(repository, BLOB)) {
                  in.readAllBytes();
                }
              })
          .isInstanceOf(RegistryException.Unavailable.class)
          .hasMessageContaining("bytes came in");
    }
  }
}
