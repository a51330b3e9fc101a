package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsTest {
  private static final String PATH = "/api/v1/images/tree?reference=a/b:1";
  private final TestClient clients = new TestClient();

  private Optional<String> ask(int status, String headers, String body) throws IOException {
    try (var registry = new ScriptedServer((_, _) -> ScriptedServer.answer(status, headers, body));
        var client = clients.open(registry.authority())) {
      return client
          .extension(TestClient.repository(registry.authority(), "a/b"), PATH)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Test
  void givesTheDocument() throws IOException {
    assertThat(ask(200, "Content-Type: application/json\r\n", "{\"a\":1}")).contains("{\"a\":1}");
  }

  /** What registries say of a path that they have not. */
  @ParameterizedTest
  @CsvSource({
    "404, text/plain",
    "404, application/json",
    "405, application/json",
    "400, application/json",
    "403, text/html",
    "200, text/html"
  })
  void takesAnythingElseForARegistryWithoutIt(int status, String type) throws IOException {
    assertThat(ask(status, "Content-Type: %s\r\n".formatted(type), "{}")).isEmpty();
  }

  @Test
  void passesOnWhyARegistryThatHasItDoesNotAnswer() {
    assertThatThrownBy(
            () ->
                ask(
                    404,
                    "Content-Type: application/problem+json\r\n",
                    "{\"detail\":\"not in the graph\"}"))
        .isInstanceOf(RegistryException.NotFound.class)
        .hasMessageContaining("not in the graph");
  }

  @Test
  void failsWhenTheRegistryFails() {
    assertThatThrownBy(() -> ask(500, "", "")).isInstanceOf(RegistryException.Unavailable.class);
  }
}
