package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Reference;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySettings;
import io.drayage.testing.RegistrySwitch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ManifestsTest {
  private static final RawManifest MANIFEST =
      RawManifest.of(
          "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8),
          MediaType.OCI_INDEX);

  private final TestClient clients = new TestClient();

  private static Reference tag(MemoryRegistry registry, String tag) {
    return new TagReference(TestClient.repository(registry.authority(), "a/b"), new Tag(tag));
  }

  private static Reference tag(ScriptedServer registry) {
    return new TagReference(TestClient.repository(registry.authority(), "a/b"), new Tag("v1"));
  }

  private static Reference digest(MemoryRegistry registry, Digest digest) {
    return new DigestReference(TestClient.repository(registry.authority(), "a/b"), digest);
  }

  @Test
  void readsManifestByTagAndByDigestWithOneRequestEach() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putManifest("a/b", MANIFEST, "v1");

      assertThat(client.manifest(tag(registry, "v1"))).isEqualTo(MANIFEST);
      assertThat(client.manifest(digest(registry, MANIFEST.digest()))).isEqualTo(MANIFEST);
      assertThat(registry.log().all()).hasSize(2);
    }
  }

  @Test
  void looksUpManifestByHeadAlone() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putManifest("a/b", MANIFEST, "v1");

      assertThat(client.headManifest(tag(registry, "v1"))).contains(MANIFEST.descriptor());
      assertThat(client.headManifest(tag(registry, "other"))).isEmpty();
      assertThat(registry.log().count("HEAD", "/manifests/")).isEqualTo(2);
      assertThat(registry.log().count()).isEqualTo(2);
    }
  }

  @Test
  void computesDigestWhenRegistryDoesNotTellIt() throws IOException {
    try (var registry =
            MemoryRegistry.start(RegistrySettings.ideal().with(RegistrySwitch.NO_DIGEST_HEADER));
        var client = clients.open(registry.authority())) {
      registry.putManifest("a/b", MANIFEST, "v1");

      assertThat(client.headManifest(tag(registry, "v1")).map(Descriptor::digest))
          .contains(MANIFEST.digest());
      assertThat(client.headManifest(tag(registry, "other"))).isEmpty();
    }
  }

  @Test
  void readsManifestWhenRegistryHasNoHead() throws IOException {
    try (var registry =
            MemoryRegistry.start(RegistrySettings.ideal().with(RegistrySwitch.NO_MANIFEST_HEAD));
        var client = clients.open(registry.authority())) {
      registry.putManifest("a/b", MANIFEST, "v1");

      assertThat(client.headManifest(tag(registry, "v1"))).contains(MANIFEST.descriptor());
    }
  }

  @Test
  void writesManifestUnderTag() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      client.putManifest(tag(registry, "v1"), MANIFEST);

      assertThat(registry.manifest("a/b", "v1")).contains(MANIFEST);
      assertThat(registry.log().count()).isEqualTo(1);
    }
  }

  @Test
  void deletesManifestAndSucceedsWhenThereIsNone() throws IOException {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      registry.putManifest("a/b", MANIFEST, "v1");

      client.deleteManifest(digest(registry, MANIFEST.digest()));
      client.deleteManifest(digest(registry, MANIFEST.digest()));

      assertThat(registry.manifest("a/b", "v1")).isEmpty();
    }
  }

  @Test
  void saysWhyManifestCannotBeDeleted() throws IOException {
    try (var registry =
            MemoryRegistry.start(RegistrySettings.ideal().with(RegistrySwitch.NO_DELETE));
        var client = clients.open(registry.authority())) {
      registry.putManifest("a/b", MANIFEST, "v1");

      assertThatThrownBy(() -> client.deleteManifest(digest(registry, MANIFEST.digest())))
          .isInstanceOf(RegistryException.Unsupported.class)
          .hasMessageContaining("UNSUPPORTED");
    }
  }

  @Test
  void namesErrorOfMissingManifest() {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.manifest(tag(registry, "none")))
          .isInstanceOf(RegistryException.NotFound.class)
          .hasMessageContaining(registry.authority() + "/a/b:none")
          .hasMessageContaining("404")
          .hasMessageContaining("_UNKNOWN");
    }
  }

  @Test
  void refusesContentWithAnotherDigest() {
    Digest other = Digest.of(new byte[] {1});
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    ScriptedServer.answer(
                        200, "Content-Type: " + MediaType.OCI_INDEX + "\r\n", MANIFEST.bytes()));
        var client = clients.open(registry.authority())) {
      var reference =
          new DigestReference(TestClient.repository(registry.authority(), "a/b"), other);

      assertThatThrownBy(() -> client.manifest(reference))
          .isInstanceOf(RegistryException.ContentMismatch.class)
          .hasMessageContaining(other.toString())
          .hasMessageContaining(MANIFEST.digest().toString());
    }
  }

  @Test
  void refusesContentThatIsNotWhatTheRegistrySaysItIs() {
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    ScriptedServer.answer(
                        200,
                        "Content-Type: %s\r\nDocker-Content-Digest: %s\r\n"
                            .formatted(MediaType.OCI_INDEX, Digest.of(new byte[] {1})),
                        MANIFEST.bytes()));
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.manifest(tag(registry)))
          .isInstanceOf(RegistryException.ContentMismatch.class);
    }
  }

  @Test
  void quotesHtmlThatComesInsteadOfManifest() {
    try (var registry =
            new ScriptedServer(
                (asked, _) ->
                    ScriptedServer.answer(
                        200,
                        "Content-Type: text/html\r\n",
                        asked.method().equals("HEAD")
                            ? ""
                            : "<html>\n<body>Please\u0007 log in</body></html>"));
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.manifest(tag(registry)))
          .isInstanceOf(RegistryException.ProtocolViolation.class)
          .hasMessageContaining("\"<html> <body>Please log in</body></html>\"");
      assertThatThrownBy(() -> client.headManifest(tag(registry)))
          .isInstanceOf(RegistryException.ProtocolViolation.class);
    }
  }

  @Test
  void findsOutKindOfManifestThatIsDeclaredAsJson() throws IOException {
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    ScriptedServer.answer(
                        200, "Content-Type: application/json\r\n", MANIFEST.bytes()));
        var client = clients.open(registry.authority())) {
      assertThat(client.manifest(tag(registry)).mediaType()).isEqualTo(MediaType.OCI_INDEX);
    }
  }

  @Test
  void refusesManifestThatIsTooLargeWithoutReadingIt() {
    byte[] large = new byte[RawManifest.MAXIMUM_SIZE + 1];
    try (var registry =
            new ScriptedServer(
                (asked, _) ->
                    asked.target().endsWith("v1")
                        ? ScriptedServer.answer(200, "Content-Type: a/b\r\n", large)
                        : out -> {
                          ScriptedServer.write(out, 200, "Content-Type: a/b\r\n");
                          out.write(large);
                          return false;
                        });
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> client.manifest(tag(registry)))
          .isInstanceOf(RegistryException.InvalidContent.class)
          .hasMessageContaining("4194304");
      assertThatThrownBy(
              () ->
                  client.manifest(
                      new TagReference(
                          TestClient.repository(registry.authority(), "a/b"), new Tag("other"))))
          .isInstanceOf(RegistryException.InvalidContent.class);
    }
  }
}
