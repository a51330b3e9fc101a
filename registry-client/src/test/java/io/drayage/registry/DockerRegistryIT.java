package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.testing.Content;
import io.drayage.testing.DockerRegistryProcess;
import io.drayage.testing.RequiresProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against distribution's own registry. */
@RequiresProgram("docker-registry")
class DockerRegistryIT {
  private static final Content CONTENT = Content.seeded(21, 5_000_000);
  private static final Descriptor BLOB = TestClient.descriptor(CONTENT);

  @TempDir private Path folder;

  private final AtomicInteger requests = new AtomicInteger();
  private final TestClient clients = new TestClient();
  private DockerRegistryProcess registry;
  private RegistryClient client;
  private RepositoryName repository;

  @BeforeEach
  void start() throws Exception {
    registry = DockerRegistryProcess.start(folder);
    client =
        clients.open(
            registry.authority(),
            new io.drayage.image.Credential.Anonymous(),
            clients.options().withObserver(_ -> requests.incrementAndGet()));
    repository = TestClient.repository(registry.authority(), "a/b");
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  private RawManifest image() throws IOException {
    Content config = Content.of("{}");
    client.putBlob(repository, BLOB, TestClient.body(CONTENT));
    client.putBlob(repository, TestClient.descriptor(config), TestClient.body(config));
    String json =
        """
        {"schemaVersion":2,"mediaType":"%s",
         "config":{"mediaType":"%s","digest":"%s","size":2},
         "layers":[{"mediaType":"%s","digest":"%s","size":%d}]}
        """
            .formatted(
                MediaType.OCI_MANIFEST,
                MediaType.OCI_CONFIG,
                config.digest(),
                MediaType.OCI_LAYER,
                BLOB.digest(),
                BLOB.size());
    return RawManifest.of(json.getBytes(StandardCharsets.UTF_8), MediaType.OCI_MANIFEST);
  }

  @Test
  void writesAndReadsImage() throws IOException {
    client.ping();
    RawManifest manifest = image();
    var tag = new TagReference(repository, new Tag("v1"));
    client.putManifest(tag, manifest);
    assertThat(requests).hasValue(6);

    assertThat(client.headManifest(tag)).contains(manifest.descriptor());
    assertThat(client.manifest(tag)).isEqualTo(manifest);
    assertThat(client.tags(repository).tags()).containsExactly(new Tag("v1"));
    assertThat(client.catalog().repositories()).containsExactly(repository);
    try (BlobStream in = client.blob(repository, BLOB)) {
      assertThat(in.readAllBytes()).isEqualTo(CONTENT.bytes());
    }
    assertThat(
            client
                .referrers(new DigestReference(repository, manifest.digest()), Optional.empty())
                .manifests())
        .isEmpty();

    client.deleteManifest(new DigestReference(repository, manifest.digest()));
    assertThat(client.headManifest(tag)).isEmpty();
  }

  @Test
  void mountsBlobOfAnotherRepository() throws IOException {
    client.putBlob(repository, BLOB, TestClient.body(CONTENT));
    RepositoryName other = TestClient.repository(registry.authority(), "c/d");

    assertThat(client.mountOrUpload(other, BLOB.digest(), repository)).isEmpty();
    assertThat(client.headBlob(other, BLOB.digest())).hasValue(BLOB.size());
    client.mountOrUpload(other, Digest.of(new byte[] {1}), repository).orElseThrow().close();
  }

  @Test
  void writesStreamOfUnknownLength() throws IOException {
    client.putBlob(repository, BLOB, TestClient.stream(CONTENT.open()));

    assertThat(client.headBlob(repository, BLOB.digest())).hasValue(BLOB.size());
  }

  @Test
  void goesOnWithUploadAfterRegistryWasKilled() throws Exception {
    byte[] bytes = CONTENT.bytes();
    try (BlobUpload upload = client.startUpload(repository)) {
      upload.append(Body.of(java.util.Arrays.copyOf(bytes, 2_000_000)));
      registry.restart();
      assertThat(upload.synchronizeOffset()).isEqualTo(2_000_000);
      upload.append(Body.of(java.util.Arrays.copyOfRange(bytes, 2_000_000, bytes.length)));
      upload.complete(BLOB.digest());
    }
    assertThat(client.headBlob(repository, BLOB.digest())).hasValue(BLOB.size());
  }

  /**
   * After a PUT with content this registry refuses every further request to the session, whatever
   * the client; it removes such sessions by itself after a week. What can be shown is the request.
   */
  @Test
  void asksToDeleteSessionOfWrongContent() throws IOException {
    var wrong = new Descriptor(BLOB.mediaType(), Digest.of(new byte[] {1}), BLOB.size());

    assertThatThrownBy(() -> client.putBlob(repository, wrong, TestClient.body(CONTENT)))
        .isInstanceOf(RegistryException.ContentMismatch.class)
        .hasMessageContaining("DIGEST_INVALID");
    assertThat(registry.requests()).extracting(r -> r.method()).endsWith("POST", "PUT", "DELETE");
  }

  @Test
  void leavesNothingOfWrongContentThatWasSentInChunks() throws IOException {
    var wrong = new Descriptor(BLOB.mediaType(), Digest.of(new byte[] {1}), BLOB.size());

    assertThatThrownBy(() -> client.putBlob(repository, wrong, TestClient.stream(CONTENT.open())))
        .isInstanceOf(RegistryException.ContentMismatch.class)
        .hasMessageContaining("DIGEST_INVALID");
    // This registry keeps hash states of deleted sessions, but neither content nor start.
    Path uploads = registry.data().resolve("docker/registry/v2/repositories/a/b/_uploads");
    try (var left = Files.walk(uploads)) {
      assertThat(left)
          .extracting(f -> f.getFileName().toString())
          .doesNotContain("data", "startedat");
    }
  }
}
