package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.storage.domain.cache.Fills;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients get from the cache, however they name the upstream. */
class CachePullIT {
  @TempDir Path folder;

  private MemoryRegistry upstream;
  private RunningRegistry registry;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    upstream = MemoryRegistry.start();
    registry =
        RunningRegistry.start(
            folder.resolve("data"),
            Upstreams.none()
                .with("docker.io", upstream.authority())
                .with("quay.io", upstream.authority())
                .settings(folder, "--drayage.storage.upstreams.hosts=mirror.example=docker.io")
                .toArray(String[]::new));
    wire = Wire.to(registry.uri());
  }

  @AfterEach
  void stop() {
    wire.close();
    registry.close();
    upstream.close();
  }

  private void pull(ImageFixture image, String base, String reference, String query)
      throws Exception {
    Wire.Answer manifest = wire.send("GET", base + "/manifests/" + reference + query);
    assertThat(manifest.status()).as(manifest.text()).isEqualTo(200);
    assertThat(manifest.bytes()).isEqualTo(image.manifest().bytes());
    assertThat(manifest.header("Docker-Content-Digest")).isEqualTo(image.digest().toString());
    for (Map.Entry<Digest, Content> blob : image.ownBlobs().entrySet()) {
      Wire.Answer answer = wire.send("GET", base + "/blobs/" + blob.getKey() + query);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.bytes()).isEqualTo(blob.getValue().bytes());
    }
  }

  @Test
  void pullsByNamespaceByPathAndByHostFromOneCopy() throws Exception {
    ImageFixture image = SeededImages.image(1).storeIn(upstream, "library/alpine", "3");

    pull(image, "/v2/library/alpine", "3", "?ns=docker.io");
    int requests = upstream.log().count();
    pull(image, "/v2/docker.io/library/alpine", "3", "");
    pull(image, "/v2/docker.io/alpine", "3", "");
    pull(image, "/v2/alpine", image.digest().toString(), "?ns=docker.io");
    pull(image, "/v2/docker.io/library/alpine", "3", "?ns=docker.io");

    assertThat(upstream.log().count()).as(upstream.log().toString()).isEqualTo(requests);
    assertThat(upstream.log().bytesServed()).isEqualTo(image.blobBytes());
    assertThat(wire.send("GET", "/v2/_catalog").text()).contains("docker.io/library/alpine");
    assertThat(wire.send("GET", "/v2/library/alpine/tags/list?ns=docker.io").text())
        .contains("\"3\"");
  }

  @Test
  void fetchesOnlyTheChildrenOfAnIndexThatAreAskedFor() throws Exception {
    ImageFixture index =
        SeededImages.multiArch(2, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"))
            .storeIn(upstream, "library/multi", "1");

    pull(index, "/v2/library/multi", "1", "?ns=docker.io");
    assertThat(upstream.log().count("GET", "/manifests/")).isEqualTo(1);
    ImageFixture child = index.children().getFirst();
    pull(child, "/v2/library/multi", child.digest().toString(), "?ns=docker.io");

    assertThat(upstream.log().count("GET", "/manifests/")).isEqualTo(2);
    assertThat(upstream.log().bytesServed()).isEqualTo(child.blobBytes());
  }

  @Test
  void refusesPushesAndWhatIsNotAllowed() throws Exception {
    Content blob = Content.of("pushed");

    Wire.Answer push = wire.push("docker.io/library/mine", blob);
    assertThat(push.status()).isEqualTo(405);
    assertThat(push.text()).contains("UNSUPPORTED").contains("another registry publishes");
    assertThat(
            wire.send("PUT", "/v2/docker.io/library/mine/manifests/1", new byte[] {'{', '}'})
                .status())
        .isEqualTo(405);
    Wire.Answer other = wire.send("GET", "/v2/library/alpine/manifests/3?ns=ghcr.io");
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.text()).contains("DENIED").contains("ghcr.io is not among");
    assertThat(wire.send("GET", "/v2/quay.io/others/app/manifests/1").status()).isEqualTo(403);
    assertThat(upstream.log().count()).isZero();
    assertThat(wire.push("own/app", blob).status()).isEqualTo(201);
    assertThat(wire.push("my.app/part", blob).status()).isEqualTo(201);
  }

  @Test
  void tellsWhatTheUpstreamHasNot() throws Exception {
    Wire.Answer manifest = wire.send("GET", "/v2/library/none/manifests/1?ns=docker.io");
    assertThat(manifest.status()).isEqualTo(404);
    assertThat(manifest.text()).contains("MANIFEST_UNKNOWN");
    Wire.Answer blob =
        wire.send("GET", "/v2/library/none/blobs/" + Content.of("none").digest() + "?ns=docker.io");
    assertThat(blob.status()).as(blob.text()).isEqualTo(404);
    assertThat(blob.text()).contains("BLOB_UNKNOWN");
    int asked = upstream.log().count();

    wire.send("GET", "/v2/library/none/manifests/1?ns=docker.io");
    assertThat(upstream.log().count()).as("the miss is remembered").isEqualTo(asked);
  }

  @Test
  void servesRangesOfAColdBlob() throws Exception {
    Content blob = Content.seeded(5, 3_000_000);
    upstream.putBlob("library/large", blob);
    String path = "/v2/library/large/blobs/%s?ns=docker.io".formatted(blob.digest());

    Wire.Answer head = wire.send("HEAD", path);
    assertThat(head.header("Content-Length")).isEqualTo("3000000");
    Wire.Answer part = wire.send("GET", path, "Range", "bytes=1000000-1999999");

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).isEqualTo("bytes 1000000-1999999/3000000");
    assertThat(part.bytes())
        .isEqualTo(java.util.Arrays.copyOfRange(blob.bytes(), 1_000_000, 2_000_000));
    assertThat(wire.send("GET", path).bytes()).isEqualTo(blob.bytes());
    assertThat(upstream.log().count("GET", "/blobs/")).isEqualTo(1);
  }

  @Test
  void countsPullsAndWhatUpstreamsSent() throws Exception {
    ImageFixture image = SeededImages.image(6).storeIn(upstream, "library/counted", "1");
    int blobs = image.ownBlobs().size();

    pull(image, "/v2/library/counted", "1", "?ns=docker.io");
    Fills fills = registry.part(Fills.class);
    Await.until("all blobs are stored", () -> fills.running() == 0);
    pull(image, "/v2/library/counted", "1", "?ns=docker.io");

    String metrics = wire.send("GET", "/metrics").text();
    String pulls = "drayage_cache_pulls_total{answer=\"%s\",kind=\"%s\"} %d.0";
    assertThat(metrics.lines())
        .contains(
            pulls.formatted("miss", "manifest", 1),
            pulls.formatted("hit", "manifest", 1),
            pulls.formatted("stale", "manifest", 0),
            pulls.formatted("miss", "blob", blobs),
            pulls.formatted("hit", "blob", blobs),
            "drayage_cache_fills_total{result=\"stored\"} %d.0".formatted(blobs),
            "drayage_cache_fills_active 0.0",
            "drayage_cache_upstream_bytes_total{host=\"%s\"} %s"
                .formatted(
                    upstream.authority(),
                    (double) (image.blobBytes() + image.manifest().bytes().length)));
    assertThat(metrics).doesNotContain("library/counted");
  }
}
