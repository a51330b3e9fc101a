package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ListsTest {
  private final TestClient clients = new TestClient();

  @Test
  void readsAllPages() throws IOException {
    RawManifest manifest =
        RawManifest.of(
            "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(StandardCharsets.UTF_8),
            MediaType.OCI_INDEX);
    try (var registry = MemoryRegistry.start(RegistrySettings.ideal().withPageSize(10));
        var client = clients.open(registry.authority())) {
      for (int i = 0; i < 25; i++) {
        registry.putManifest("a/b" + i, manifest, "latest");
        registry.putManifest("a/b", manifest, "v" + i);
      }
      var repository = TestClient.repository(registry.authority(), "a/b");

      assertThat(client.tags(repository).tags())
          .hasSize(25)
          .doesNotHaveDuplicates()
          .contains(new Tag("v24"));
      assertThat(registry.log().count()).isEqualTo(3);
      assertThat(client.catalog().repositories()).hasSize(26).contains(repository);
    }
  }

  @Test
  void skipsWhatIsNoTagAndReportsIt() throws IOException {
    try (var registry =
            new ScriptedServer(
                (_, _) ->
                    ScriptedServer.answer(
                        200, "", "{\"tags\":[\"v1\",\"\",null,\"-bad\",7,\"v2\"]}"));
        var client = clients.open(registry.authority())) {
      Tags tags = client.tags(TestClient.repository(registry.authority(), "a/b"));

      assertThat(tags.tags()).containsExactly(new Tag("v1"), new Tag("v2"));
      assertThat(tags.skipped()).containsExactly("-bad");
    }
  }

  @Test
  void takesNullForAnEmptyList() throws IOException {
    try (var registry =
            new ScriptedServer((_, _) -> ScriptedServer.answer(200, "", "{\"tags\":null}"));
        var client = clients.open(registry.authority())) {
      assertThat(client.tags(TestClient.repository(registry.authority(), "a/b")).tags()).isEmpty();
    }
  }

  @Test
  void refusesPagesThatLeadInACircle() {
    refuses("Link: </v2/a/b/tags/list?last=x>; rel=\"next\"\r\n", "circle");
  }

  @Test
  void refusesPagesOnAnotherHost() {
    refuses("Link: <http://other.example/v2/a/b/tags/list>; rel=\"next\"\r\n", "another host");
  }

  private void refuses(String link, String reason) {
    try (var registry =
            new ScriptedServer((_, _) -> ScriptedServer.answer(200, link, "{\"tags\":[\"v1\"]}"));
        var client = clients.open(registry.authority())) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");
      assertThatThrownBy(() -> client.tags(repository))
          .isInstanceOf(RegistryException.ProtocolViolation.class)
          .hasMessageContaining(reason);
    }
  }

  @Test
  void quotesHtmlThatComesInsteadOfList() {
    try (var registry =
            new ScriptedServer((_, _) -> ScriptedServer.answer(200, "", "<html>hello</html>"));
        var client = clients.open(registry.authority())) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");
      assertThatThrownBy(() -> client.tags(repository))
          .isInstanceOf(RegistryException.ProtocolViolation.class)
          .hasMessageContaining("<html>hello</html>");
    }
  }

  @Test
  void reportsRepositoryThatIsNotThere() {
    try (var registry = MemoryRegistry.start();
        var client = clients.open(registry.authority())) {
      RepositoryName repository = TestClient.repository(registry.authority(), "a/b");
      assertThatThrownBy(() -> client.tags(repository))
          .isInstanceOf(RegistryException.NotFound.class);
    }
  }
}
