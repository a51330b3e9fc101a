package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.RepositoryName;
import io.drayage.testing.Content;
import io.drayage.testing.MemoryRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostPermitsTest {
  private static final Content CONTENT = Content.seeded(4, 2_000_000);
  private static final Descriptor BLOB = TestClient.descriptor(CONTENT);

  private final MemoryRegistry registry = MemoryRegistry.start();
  private final TestClient clients = new TestClient();
  private final RepositoryName repository = TestClient.repository(registry.authority(), "a/b");

  @AfterEach
  void stop() {
    registry.close();
  }

  private RegistryClient open(HostPermits permits) {
    return clients.open(
        registry.authority(),
        new Credential.Anonymous(),
        clients.options().withShared(SharedLimits.NONE.with(permits)));
  }

  @Test
  void everyRequestHasAPermitAndGivesItBack() throws IOException {
    List<HostPermits.Use> taken = new ArrayList<>();
    List<HostPermits.Use> back = new ArrayList<>();
    HostPermits counting =
        (host, use) -> {
          assertThat(host).isEqualTo(registry.host());
          taken.add(use);
          return () -> back.add(use);
        };
    try (RegistryClient client = open(counting)) {
      client.putBlob(repository, BLOB, TestClient.body(CONTENT));
      try (InputStream in = client.blob(repository, BLOB)) {
        assertThat(back).doesNotContain(HostPermits.Use.DOWNLOAD);
        in.skipNBytes(BLOB.size());
      }
    }

    assertThat(taken)
        .containsExactly(HostPermits.Use.SMALL, HostPermits.Use.UPLOAD, HostPermits.Use.DOWNLOAD);
    assertThat(back).containsOnlyOnceElementsOf(taken);
  }

  @Test
  void clientsOfOneProcessShareThePermitsOfARegistry()
      throws IOException, InterruptedException, ExecutionException {
    registry.putBlob("a/b", CONTENT);
    var permits = new HostPermitsInMemory(new Permits(1, 1, 1));
    var waiting = new CountDownLatch(1);
    HostPermits announced =
        (host, use) -> {
          waiting.countDown();
          return permits.acquire(host, use);
        };
    try (RegistryClient one = open(permits);
        RegistryClient other = open(announced)) {
      InputStream first = one.blob(repository, BLOB);
      var second = new FutureTask<>(() -> other.blob(repository, BLOB));
      Thread.startVirtualThread(second);
      waiting.await();

      assertThat(registry.log().count("GET", "/blobs/")).isEqualTo(1);
      first.close();
      second.get().close();

      assertThat(registry.log().count("GET", "/blobs/")).isEqualTo(2);
    }
  }

  @Test
  void refusalLeavesNothingTaken() throws IOException {
    registry.putBlob("a/b", CONTENT);
    var refusing = new CountDownLatch(1);
    HostPermits unsure =
        (_, _) -> {
          if (refusing.getCount() > 0) {
            throw new IOException("the database is away");
          }
          return () -> {};
        };
    RegistryClientOptions single =
        clients
            .options()
            .withRetry(RetryPolicy.none())
            .withPermits(new Permits(1, 1, 1))
            .withShared(SharedLimits.NONE.with(unsure));
    try (RegistryClient client =
        clients.open(registry.authority(), new Credential.Anonymous(), single)) {
      assertThatThrownBy(() -> client.blob(repository, BLOB)).hasMessage("the database is away");
      refusing.countDown();

      client.blob(repository, BLOB).close();
    }
  }
}
