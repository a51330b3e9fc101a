package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class RedirectsTest {
  private final TestClient clients = new TestClient();

  private static ScriptedServer.Reply to(String location) {
    return ScriptedServer.answer(307, "Location: " + location + "\r\n", "");
  }

  @Test
  void followsFiveHopsAndNoMore() throws IOException {
    try (var registry =
            new ScriptedServer(
                (asked, _) -> {
                  int hop =
                      asked.target().startsWith("/hop")
                          ? Integer.parseInt(asked.target().substring(4))
                          : asked.target().contains("a/five") ? 0 : -1;
                  return hop == 5
                      ? ScriptedServer.answer(200, "", "{\"tags\":[\"v1\"]}")
                      : to("/hop" + (hop + 1));
                });
        var client = clients.open(registry.authority())) {
      assertThat(client.tags(TestClient.repository(registry.authority(), "a/five")).tags())
          .hasSize(1);
      var six = TestClient.repository(registry.authority(), "a/six");
      assertThatThrownBy(() -> client.tags(six))
          .isInstanceOf(RegistryException.ProtocolViolation.class)
          .hasMessageContaining("more than 5 times");
    }
  }

  @Test
  void findsCircle() {
    try (var registry =
            new ScriptedServer((asked, _) -> to(asked.target().equals("/one") ? "/two" : "/one"));
        var client = clients.open(registry.authority())) {
      var repository = TestClient.repository(registry.authority(), "a/b");
      assertThatThrownBy(() -> client.tags(repository))
          .isInstanceOf(RegistryException.ProtocolViolation.class)
          .hasMessageContaining("circle");
      assertThat(registry.asked()).hasSize(3);
    }
  }

  @Test
  void neverGoesFromHttpsToHttp() {
    URI https = URI.create("https://registry.example/v2/a/blobs/x");
    assertThatThrownBy(() -> Locations.resolve(https, "http://other.example/x?token=abc"))
        .isInstanceOf(RegistryException.ProtocolViolation.class)
        .hasMessageContaining("plain http")
        .message()
        .doesNotContain("abc");
    assertThatThrownBy(() -> Locations.resolve(https, "http://registry.example:8080/x"))
        .isInstanceOf(RegistryException.ProtocolViolation.class);
  }

  @Test
  void takesOwnNameWithWrongSchemeToTheOriginThatWasAsked() throws IOException {
    URI https = URI.create("https://registry.example:8443/v2/a/blobs/uploads/");
    assertThat(Locations.resolve(https, "http://registry.example/v2/x?_state=1"))
        .isEqualTo(URI.create("https://registry.example:8443/v2/x?_state=1"));
  }

  @Test
  void refusesAddressesThatAreNone() {
    URI asked = URI.create("http://registry.example/");
    for (String location :
        new String[] {"ftp://x/", "file:///etc/passwd", "http://u:p@x/", "ht tp:", "mailto:x"}) {
      assertThatThrownBy(() -> Locations.resolve(asked, location))
          .isInstanceOf(RegistryException.ProtocolViolation.class);
    }
  }
}
