package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.registry.budget.Budgets;
import io.drayage.storage.domain.cache.Uses;
import io.drayage.testing.Content;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What tags mean, and for how long. */
class CacheTagsIT {
  private static final String TAG = "/v2/library/app/manifests/1?ns=docker.io";

  @TempDir Path folder;

  private MemoryRegistry upstream;
  private FaultyServer faulty;
  private RunningRegistry registry;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    SettableClock.reset();
    upstream = MemoryRegistry.start();
    faulty = FaultyServer.before(upstream);
    registry =
        RunningRegistry.startWithClock(
            folder.resolve("data"),
            Upstreams.none()
                .with("docker.io", faulty.authority())
                .with("quay.io", faulty.authority())
                .withTable(
                    "[[registry]]\nprefix = \"docker.io/library/blocked\"\nlocation = \"docker.io/library/blocked\"\nblocked = true\n")
                .settings(
                    folder,
                    "--drayage.storage.upstreams.stale-ttl=2d",
                    "--drayage.storage.upstreams.minimum-age=0",
                    "--drayage.storage.upstreams.rules[0].match=docker.io/library/always",
                    "--drayage.storage.upstreams.rules[0].tag-ttl=0",
                    "--drayage.storage.upstreams.rules[1].match=docker.io/library/forever",
                    "--drayage.storage.upstreams.rules[1].tag-ttl=-1s",
                    "--drayage.storage.upstreams.rules[2].match=docker.io/library/aged",
                    "--drayage.storage.upstreams.rules[2].minimum-age=3d")
                .toArray(String[]::new));
    wire = Wire.to(registry.uri());
  }

  @AfterEach
  void stop() {
    wire.close();
    registry.close();
    faulty.close();
    upstream.close();
  }

  @Test
  void asksByHeadWhenTheTimeIsOverAndFetchesOnlyWhatChanged() throws Exception {
    ImageFixture first = SeededImages.image(1).storeIn(upstream, "library/app", "1");
    assertThat(wire.send("GET", TAG).bytes()).isEqualTo(first.manifest().bytes());
    ImageFixture second = SeededImages.image(2).storeIn(upstream, "library/app", "1");

    SettableClock.advance(Duration.ofMinutes(9));
    Wire.Answer within = wire.send("GET", TAG);
    assertThat(within.bytes()).isEqualTo(first.manifest().bytes());
    assertThat(within.header("Age")).isEqualTo("540");
    SettableClock.advance(Duration.ofMinutes(2));
    assertThat(wire.send("GET", TAG).bytes()).isEqualTo(second.manifest().bytes());
    SettableClock.advance(Duration.ofMinutes(11));
    assertThat(wire.send("HEAD", TAG).header("Docker-Content-Digest"))
        .isEqualTo(second.digest().toString());

    assertThat(upstream.log().count("HEAD", "/manifests/")).isEqualTo(3);
    assertThat(upstream.log().count("GET", "/manifests/")).as("two images").isEqualTo(2);
    // The old one is still there by its digest.
    assertThat(wire.send("GET", "/v2/docker.io/library/app/manifests/" + first.digest()).status())
        .isEqualTo(200);
    assertThat(upstream.log().count("GET", "/manifests/")).isEqualTo(2);
  }

  @Test
  void asksEachTimeOrNeverWhenARuleSaysSo() throws Exception {
    SeededImages.image(1).storeIn(upstream, "library/always", "1");
    SeededImages.image(1).storeIn(upstream, "library/forever", "1");
    for (int i = 0; i < 3; i++) {
      wire.send("GET", "/v2/library/always/manifests/1?ns=docker.io");
      wire.send("GET", "/v2/library/forever/manifests/1?ns=docker.io");
      SettableClock.advance(Duration.ofDays(300));
    }

    assertThat(upstream.log().count("HEAD", "library/always/manifests/")).isEqualTo(3);
    assertThat(upstream.log().count("HEAD", "library/forever/manifests/")).isEqualTo(1);
  }

  @Test
  void servesWhatItHasWhileTheUpstreamFails() throws Exception {
    ImageFixture image = SeededImages.image(1).storeIn(upstream, "library/app", "1");
    wire.send("GET", TAG);
    String config = "/v2/library/app/blobs/%s?ns=docker.io";
    image.ownBlobs().keySet().forEach(digest -> get(config.formatted(digest)));
    faulty.refuseConnections();
    SettableClock.advance(Duration.ofHours(5));

    Wire.Answer stale = wire.send("GET", TAG);
    assertThat(stale.status()).isEqualTo(200);
    assertThat(stale.bytes()).isEqualTo(image.manifest().bytes());
    assertThat(stale.header("Age")).isEqualTo("18000");
    assertThat(stale.header("Warning")).startsWith("111 - ");
    image
        .ownBlobs()
        .forEach(
            (digest, content) ->
                assertThat(get(config.formatted(digest)).bytes()).isEqualTo(content.bytes()));
    Wire.Answer unknown = wire.send("GET", "/v2/library/other/manifests/1?ns=docker.io");
    assertThat(unknown.status()).isEqualTo(502);
    assertThat(unknown.text()).contains("UNAVAILABLE");

    SettableClock.advance(Duration.ofDays(3));
    assertThat(wire.send("GET", TAG).status()).as("too old by now").isEqualTo(502);
  }

  private Wire.Answer get(String path) {
    try {
      return wire.send("GET", path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesAnUpstreamAtItsWordThatATagIsGone() throws Exception {
    SeededImages.image(1).storeIn(upstream, "library/app", "1");
    wire.send("GET", TAG);
    faulty.always("HEAD", "/manifests/", new Fault.Status(404, "MANIFEST_UNKNOWN"));
    SettableClock.advance(Duration.ofMinutes(11));

    assertThat(wire.send("GET", TAG).status()).isEqualTo(404);
    faulty.behave();
    assertThat(wire.send("GET", TAG).status()).as("remembered").isEqualTo(404);
    SettableClock.advance(Duration.ofMinutes(2));
    assertThat(wire.send("GET", TAG).status()).as("asked again").isEqualTo(200);
  }

  @Test
  void passesOnThatTheUpstreamHasHadEnough() throws Exception {
    SeededImages.image(1).storeIn(upstream, "library/app", "1");
    wire.send("GET", TAG);
    SeededImages.image(2).storeIn(upstream, "library/app", "1");
    SettableClock.advance(Duration.ofMinutes(11));
    faulty.once("GET", "/manifests/", new Fault.RateLimited(900));

    assertThat(wire.send("GET", TAG).header("Warning")).contains("429");
    int asked = faulty.log().count();
    Wire.Answer other = wire.send("GET", "/v2/library/other/manifests/1?ns=docker.io");
    assertThat(other.status()).isEqualTo(429);
    assertThat(other.header("Retry-After")).isEqualTo("900");
    assertThat(other.text()).contains("TOOMANYREQUESTS").contains("has asked for a pause");
    assertThat(faulty.log().count()).as("nobody is asked during the pause").isEqualTo(asked);

    registry.part(Budgets.class).exchange();
    SettableClock.advance(Duration.ofMinutes(16));
    assertThat(wire.send("GET", TAG).header("Warning")).isEmpty();
  }

  @Test
  void saysThatARegistryIsBlocked() throws Exception {
    Wire.Answer blocked = wire.send("GET", "/v2/library/blocked/manifests/1?ns=docker.io");

    assertThat(blocked.status()).as(blocked.text()).isEqualTo(403);
    assertThat(blocked.text()).contains("DENIED").contains("is blocked in");
    assertThat(faulty.log().count()).isZero();
  }

  @Test
  void keepsImagesBackUntilTheyAreOldEnough() throws Exception {
    // Images of tests were created at the first moment of 2026, when the clock begins.
    ImageFixture image = SeededImages.image(1).storeIn(upstream, "library/aged", "1");
    String tag = "/v2/library/aged/manifests/1?ns=docker.io";

    Wire.Answer early = wire.send("GET", tag);
    assertThat(early.status()).isEqualTo(403);
    assertThat(early.text()).contains("DENIED").contains("from 2026-01-04T00:00:00Z on");
    assertThat(wire.send("GET", "/v2/docker.io/library/aged/manifests/" + image.digest()).status())
        .isEqualTo(403);
    SettableClock.advance(Duration.ofDays(3));
    assertThat(wire.send("GET", tag).bytes()).isEqualTo(image.manifest().bytes());
  }

  @Test
  void releasesAnImageThatIsTooNew() throws Exception {
    ImageFixture image = SeededImages.image(7).storeIn(upstream, "library/aged", "new");
    String tag = "/v2/library/aged/manifests/new?ns=docker.io";
    assertThat(wire.send("GET", tag).status()).isEqualTo(403);
    JsonWire api = new JsonWire(wire);

    JsonNode held = api.ok("GET", "/api/v1/cache/holds").path("images");
    assertThat(held).hasSize(1);
    assertThat(held.path(0).path("repository").stringValue()).isEqualTo("docker.io/library/aged");
    assertThat(held.path(0).path("digest").stringValue()).isEqualTo(image.digest().toString());
    assertThat(held.path(0).path("servedFrom").stringValue()).isEqualTo("2026-01-04T00:00:00Z");
    String release =
        "/api/v1/cache/holds/release?repository=docker.io/library/aged&digest=" + image.digest();
    api.ok("POST", release);

    assertThat(wire.send("GET", tag).bytes()).isEqualTo(image.manifest().bytes());
    assertThat(api.ok("GET", "/api/v1/cache/holds").path("images")).isEmpty();
    assertThat(api.problem("POST", release).path("code").stringValue())
        .isEqualTo("manifest-unknown");
    JsonNode entry = api.ok("GET", "/api/v1/audit?action=setting.change").path("entries").path(0);
    assertThat(entry.path("digest").stringValue()).isEqualTo(image.digest().toString());
    assertThat(entry.path("detail").stringValue()).isEqualTo("is served whatever its age");
  }

  @Test
  void listsReferrersOfTheUpstreamForATime() throws Exception {
    ImageFixture image = SeededImages.image(1).storeIn(upstream, "library/app", "1");
    ImageFixture sbom =
        SeededImages.artifact(image.manifest().descriptor(), "application/sbom", Content.of("sbom"))
            .storeIn(upstream, "library/app");
    String list = "/v2/library/app/referrers/%s?ns=docker.io".formatted(image.digest());

    assertThat(wire.send("GET", list).text()).contains(sbom.digest().toString());
    assertThat(wire.send("GET", list + "&artifactType=other").text())
        .doesNotContain(sbom.digest().toString());
    assertThat(upstream.log().count("GET", "/referrers/")).isEqualTo(1);
    faulty.refuseConnections();
    SettableClock.advance(Duration.ofHours(1));
    assertThat(wire.send("GET", list).text()).contains(sbom.digest().toString());
  }

  @Test
  void removesWhatNobodyPulls() throws Exception {
    ImageFixture used = SeededImages.image(1).storeIn(upstream, "library/app", "1");
    SeededImages.image(2).storeIn(upstream, "library/old", "1");
    wire.send("GET", TAG);
    wire.send("GET", "/v2/library/old/manifests/1?ns=docker.io");
    registry.part(Uses.class).write();
    SettableClock.advance(Duration.ofDays(20));
    wire.send("GET", "/v2/docker.io/library/app/manifests/" + used.digest());

    assertThat(registry.part(Uses.class).evict(Duration.ofDays(10))).isEqualTo(1);

    assertThat(wire.send("GET", "/v2/_catalog").text())
        .contains("docker.io/library/app")
        .doesNotContain("docker.io/library/old");
    assertThat(wire.send("GET", "/v2/library/old/manifests/1?ns=docker.io").status())
        .as("it comes back when it is asked for")
        .isEqualTo(200);
  }
}
