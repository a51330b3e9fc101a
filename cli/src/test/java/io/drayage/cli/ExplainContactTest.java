package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RecordedRequest;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dray explain --contact} and mirrors that are down, against registries on loopback. */
final class ExplainContactTest {
  private static final ImageFixture IMAGE = SeededImages.image(1);

  @TempDir Path home;
  private MemoryRegistry registry;
  private FaultyServer mirror;

  @BeforeEach
  void start() throws IOException {
    registry = MemoryRegistry.start();
    mirror = FaultyServer.before(registry);
    IMAGE.storeIn(registry, "team/app", "1");
    Path config = home.resolve("etc/containers/registries.conf");
    Files.createDirectories(config.getParent());
    Files.writeString(
        config,
        """
        [[registry]]
        prefix = "example.com"
        location = "%s"
        insecure = true
        [[registry.mirror]]
        location = "%s"
        insecure = true
        [[registry.mirror]]
        location = "%1$s/empty"
        insecure = true
        """
            .formatted(registry.authority(), mirror.authority()));
  }

  @AfterEach
  void stop() {
    mirror.close();
    registry.close();
  }

  @Test
  void asksEachPlaceOnceWithHead() {
    DrayRun run =
        dray("explain", "--contact", "--output", "json", "docker://example.com/team/app:1");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output())
        .contains("\"digest\":\"" + IMAGE.digest() + "\"", "\"failure\":\"manifest unknown: ");
    assertThat(manifests(mirror.log().all())).containsExactly("HEAD /v2/team/app/manifests/1");
    assertThat(manifests(registry.log().all()))
        .containsExactlyInAnyOrder(
            "HEAD /v2/team/app/manifests/1",
            "HEAD /v2/empty/team/app/manifests/1",
            "HEAD /v2/team/app/manifests/1");
  }

  @Test
  void showsFailureLatencyAndTheRequestsThatAreLeft() {
    mirror.always("HEAD", "/manifests/", new Fault.Status(503, "UNAVAILABLE"));

    DrayRun failing = dray("explain", "--contact", "docker://example.com/team/app:1");

    assertThat(failing.exitCode()).as(failing.errors()).isZero();
    assertThat(failing.output())
        .containsPattern("FAILED: looking up the manifest .*503")
        .containsPattern("has " + IMAGE.digest() + " \\(\\d+ ms\\)");
    assertThat(mirror.log().count("HEAD", "/manifests/")).isEqualTo(1);
  }

  @Test
  void failsWhenNoPlaceHasTheImage() {
    DrayRun run = dray("explain", "--contact", "docker://example.com/team/other:1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.output()).contains("ALLOWED: 3 places are asked in order", "manifest unknown");
  }

  @Test
  void leavesOutAMirrorThatIsDownInLaterRunsAndNeverTheRegistryItself() throws IOException {
    mirror.refuseConnections();
    String[] copy = {
      "--skip-down-mirrors",
      "5m",
      "copy",
      "docker://example.com/team/app:1",
      "dir:" + home.resolve("image")
    };

    DrayRun first = dray(copy);
    assertThat(first.exitCode()).as(first.errors()).isZero();
    Path memory = home.resolve(".cache/drayage/mirrors-down");
    assertThat(memory).content().endsWith(" " + mirror.authority() + "\n");
    DrayRun explain =
        dray("--skip-down-mirrors=5m", "explain", "--output", "json", "example.com/team/app:1");
    assertThat(explain.output())
        .contains(
            "\"state\":\"left-out\",\"reason\":\"it did not answer lately and is left out until ");
    registry.log().clear();
    DrayRun second = dray(copy);

    assertThat(second.exitCode()).as(second.errors()).isZero();
    assertThat(manifests(registry.log().all()))
        .isNotEmpty()
        .allMatch(request -> request.contains("/v2/team/app/") || request.contains("/v2/empty/"));
    assertThat(dray("explain", "example.com/team/app:1").output()).doesNotContain("left-out");
  }

  @Test
  void asksAMirrorAgainWhenItsTimeIsOver() throws IOException {
    Path memory = home.resolve(".cache/drayage/mirrors-down");
    Files.createDirectories(memory.getParent());
    Files.writeString(
        memory, Instant.now().minusSeconds(1).getEpochSecond() + " " + mirror.authority() + "\n");

    DrayRun copy =
        DrayRun.withVariables(
            home,
            Map.of("DRAY_SKIP_DOWN_MIRRORS", "5m"),
            "copy",
            "docker://example.com/team/app:1",
            "dir:" + home.resolve("image"));

    assertThat(copy.exitCode()).as(copy.errors()).isZero();
    assertThat(manifests(mirror.log().all())).isNotEmpty();
  }

  private static List<String> manifests(List<RecordedRequest> requests) {
    return requests.stream()
        .filter(request -> request.path().contains("/manifests/"))
        .map(request -> request.method() + " " + request.path())
        .toList();
  }

  private DrayRun dray(String... words) {
    return DrayRun.of(home, words);
  }
}
