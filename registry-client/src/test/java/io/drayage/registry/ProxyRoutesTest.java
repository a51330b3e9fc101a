package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.RegistryHost;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRoutesTest {
  private static final URI PROXY = URI.create("http://proxy.example:3128");

  @ParameterizedTest
  @CsvSource({
    "http://registry.example, other.example, true",
    "http://registry.example, registry.example, false",
    "http://a.registry.example, registry.example, false",
    "http://a.registry.example, .registry.example, false",
    "http://a.registry.example, *.registry.example, false",
    "http://aregistry.example, registry.example, true",
    "http://registry.example:5000, registry.example:5000, false",
    "http://registry.example:5001, registry.example:5000, true",
    "http://10.1.2.3:5000, 10.0.0.0/8, false",
    "http://11.1.2.3:5000, 10.0.0.0/8, true",
    "http://[fd00::1]:5000, fd00::/8, false",
    "http://registry.example, *, false",
    "http://localhost:5000, none.example, false",
    "http://127.0.0.1:5000, none.example, false",
  })
  void choosesProxyAsNoProxySays(URI address, String exception, boolean proxied) {
    var routes =
        new ProxyRoutes(
            new ProxySettings(Optional.of(PROXY), Optional.empty(), List.of(exception)));

    assertThat(routes.proxyFor(Origin.of(address)).isPresent()).isEqualTo(proxied);
  }

  @Test
  void asksProxyForWholeAddressAndProvesWhoItIs() throws IOException {
    try (var proxy =
        new ScriptedServer(
            (asked, _) ->
                asked.method().equals("CONNECT")
                    ? ScriptedServer.answer(502, "", "")
                    : asked.header("Proxy-Authorization").isEmpty()
                        ? ScriptedServer.answer(
                            407, "Proxy-Authenticate: Basic realm=\"proxy\"\r\n", "")
                        : ScriptedServer.answer(200, "", "{\"tags\":[\"v1\"]}"))) {
      URI address = URI.create("http://anna:s3cret@" + proxy.authority());
      var clients = new TestClient();
      var options =
          clients
              .options()
              .withProxy(new ProxySettings(Optional.of(address), Optional.of(address), List.of()));
      try (var client =
          RegistryClient.open(
              new RegistryEndpoint(
                  new RegistryHost("registry.example:5000"),
                  TlsSettings.unverified(),
                  CredentialSource.anonymous()),
              options)) {
        assertThat(client.tags(TestClient.repository("registry.example:5000", "a/b")).tags())
            .hasSize(1);
      }
      assertThat(proxy.lines().getFirst()).isEqualTo("CONNECT registry.example:5000");
      assertThat(proxy.lines().getLast())
          .isEqualTo("GET http://registry.example:5000/v2/a/b/tags/list");
    }
  }
}
