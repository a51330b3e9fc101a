package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.testing.Content;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.MemoryRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultyPeersTest {
  private static final Content CONTENT = Content.seeded(11, 2_000_000);
  private static final Descriptor BLOB = TestClient.descriptor(CONTENT);
  private static final RawManifest MANIFEST =
      RawManifest.of(
          "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8),
          MediaType.OCI_INDEX);

  private final TestClient clients = new TestClient();
  private MemoryRegistry registry;
  private FaultyServer faulty;
  private RegistryClient client;
  private RepositoryName repository;
  private TagReference tag;

  @BeforeEach
  void open() {
    registry = MemoryRegistry.start();
    faulty = FaultyServer.before(registry);
    var timeouts =
        new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(800), Duration.ofSeconds(2));
    client =
        clients.open(
            faulty.authority(),
            new Credential.Anonymous(),
            clients.options().withTimeouts(timeouts));
    repository = TestClient.repository(faulty.authority(), "a/b");
    tag = new TagReference(repository, new Tag("v1"));
    registry.putManifest("a/b", MANIFEST, "v1");
  }

  @AfterEach
  void close() {
    client.close();
    faulty.close();
    registry.close();
  }

  @Test
  void survivesFaultsThatPass() throws IOException {
    for (Fault fault :
        List.of(
            new Fault.CloseBeforeAnswer(),
            new Fault.Silence(),
            new Fault.LoseAnswer(),
            new Fault.Status(503, "UNAVAILABLE"),
            new Fault.RateLimited(1))) {
      faulty.times(2, "GET", "/manifests/", fault);
      assertThat(client.manifest(tag)).as(fault.toString()).isEqualTo(MANIFEST);
    }
  }

  @Test
  void reportsEveryFaultThatLasts() {
    for (Fault fault :
        List.of(
            new Fault.HtmlPage(),
            new Fault.OversizeBody(20_000_000),
            new Fault.CorruptBody(),
            new Fault.RedirectLoop(),
            new Fault.Unauthorized(),
            new Fault.Garbage(),
            new Fault.SlowHeaders(Duration.ofMillis(100)))) {
      faulty.behave();
      faulty.always("GET", "/manifests/", fault);
      assertThatThrownBy(() -> client.manifest(tag))
          .as(fault.toString())
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining(faulty.authority());
    }
  }

  @Test
  void downloadSurvivesResetsAndTruncation() throws IOException {
    registry.putBlob("a/b", CONTENT);
    faulty.once("GET", "/blobs/", new Fault.ResetBody(700_000));
    faulty.once("GET", "/blobs/", new Fault.TruncateBody(100_000));
    try (BlobStream in = client.blob(repository, BLOB)) {
      assertThat(in.readAllBytes()).isEqualTo(CONTENT.bytes());
    }
    assertThat(registry.log().bytesServed()).isLessThan(3 * BLOB.size());
  }

  @Test
  void uploadSurvivesResetAndLostAnswer() throws IOException {
    for (Fault fault : List.of(new Fault.ResetUpload(900_000), new Fault.LoseAnswer())) {
      registry.dropBlob("a/b", BLOB.digest());
      faulty.once("PUT", "/uploads/", fault);
      client.putBlob(repository, BLOB, TestClient.body(CONTENT));

      assertThat(registry.blob("a/b", BLOB.digest())).as(fault.toString()).isPresent();
      assertThat(registry.openUploads()).isEmpty();
    }
  }

  @Test
  void failedUploadLeavesNoSession() {
    faulty.always("PUT", "/uploads/", new Fault.Status(507, "FULL"));
    assertThatThrownBy(() -> client.putBlob(repository, BLOB, TestClient.body(CONTENT)))
        .isInstanceOf(RegistryException.Unavailable.class)
        .hasMessageContaining("507");
    assertThat(registry.openUploads()).isEmpty();
  }
}
