package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.testing.Content;
import io.drayage.testing.MemoryRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BandwidthLimitsTest {
  private static final RegistryHost HOST = RegistryHost.parse("registry.example.com");
  private static final int PIECE = 100_000;
  private static final Content CONTENT = Content.seeded(4, 2_000_000);
  private static final Descriptor BLOB = TestClient.descriptor(CONTENT);

  private final FakeTime time = new FakeTime();
  private final BandwidthLimits limits = BandwidthLimits.by(time);

  private void pass(RegistryHost host, Direction direction, int pieces)
      throws InterruptedException {
    for (int i = 0; i < pieces; i++) {
      limits.pass(host, direction, PIECE);
    }
  }

  private static Duration about(long bytes, long bytesPerSecond) {
    return Duration.ofMillis(1000 * bytes / bytesPerSecond);
  }

  @Test
  void nothingWaitsWithoutALimit() throws InterruptedException {
    pass(HOST, Direction.UPLOAD, 1000);

    assertThat(time.passed()).isZero();
  }

  @Test
  void bytesPassNoFasterThanTheLimitOfAll() throws InterruptedException {
    limits.limit(OptionalLong.of(1_000_000));

    pass(HOST, Direction.UPLOAD, 30);
    pass(RegistryHost.parse("other.example.com"), Direction.UPLOAD, 20);

    assertThat(time.passed()).isCloseTo(about(5_000_000, 1_000_000), Duration.ofMillis(110));
  }

  @Test
  void oneRegistryHasALimitOfItsOwn() throws InterruptedException {
    limits.limit(HOST, OptionalLong.of(500_000));

    pass(RegistryHost.parse("other.example.com"), Direction.DOWNLOAD, 100);
    assertThat(time.passed()).isZero();
    pass(HOST, Direction.DOWNLOAD, 20);

    assertThat(time.passed()).isCloseTo(about(2_000_000, 500_000), Duration.ofMillis(220));
  }

  @Test
  void directionsDoNotWaitForEachOther() throws InterruptedException {
    limits.limit(OptionalLong.of(1_000_000));
    pass(HOST, Direction.DOWNLOAD, 20);
    Duration before = time.passed();

    pass(HOST, Direction.UPLOAD, 20);

    assertThat(time.passed()).isLessThan(before.multipliedBy(2).minusMillis(1));
  }

  @Test
  void whoWaitsIsLetGoWhenTheLimitIsLifted() throws InterruptedException {
    limits.limit(OptionalLong.of(1));
    time.atSleep(() -> limits.limit(OptionalLong.empty()));

    pass(HOST, Direction.UPLOAD, 1000);

    assertThat(time.passed()).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void pauseSavesUpNoMoreThanAMoment() throws InterruptedException {
    limits.limit(OptionalLong.of(1_000_000));
    pass(HOST, Direction.UPLOAD, 1);
    time.sleep(Duration.ofHours(1));
    Duration before = time.passed();

    pass(HOST, Direction.UPLOAD, 30);

    assertThat(time.passed().minus(before))
        .isCloseTo(about(3_000_000, 1_000_000), Duration.ofMillis(110));
  }

  @Test
  void refusesALimitThatLetsNothingPass() {
    assertThatThrownBy(() -> limits.limit(OptionalLong.of(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void holdsForBlobsThatComeAndGo() throws IOException {
    limits.limit(OptionalLong.of(1_000_000));
    TestClient clients = new TestClient();
    try (var registry = MemoryRegistry.start();
        var client =
            clients.open(
                registry.authority(),
                new Credential.Anonymous(),
                clients.options().withShared(SharedLimits.NONE.with(limits)))) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");
      client.putBlob(repository, BLOB, TestClient.body(CONTENT));
      Duration up = time.passed();
      try (InputStream in = client.blob(repository, BLOB)) {
        in.skipNBytes(BLOB.size());
      }

      assertThat(up).isCloseTo(about(2_000_000, 1_000_000), Duration.ofMillis(110));
      assertThat(time.passed().minus(up))
          .isCloseTo(about(2_000_000, 1_000_000), Duration.ofMillis(110));
    }
  }
}
