package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.registry.address.AddressGuard;
import io.drayage.registry.address.AddressRule;
import io.drayage.registry.address.AllowedAddresses;
import io.drayage.registry.address.HostLookup;
import io.drayage.testing.Authentication;
import io.drayage.testing.Content;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardedConnectionsTest {
  private static final Content CONTENT = Content.seeded(3, 1000);
  private static final String METADATA = "169.254.169.254";

  private final TestClient clients = new TestClient();

  private static AddressRule loopbackOnly() {
    return AddressRule.refusingInside(
        AllowedAddresses.parse("drayage.allowed", List.of("127.0.0.1")));
  }

  private static HostLookup names(Map<String, String> addresses) {
    return host -> {
      String address = addresses.getOrDefault(host, host);
      if (!address.matches("[0-9.]+")) {
        throw new UnknownHostException(host);
      }
      return List.of(InetAddress.ofLiteral(address));
    };
  }

  private RegistryClientOptions guarded(Map<String, String> addresses) {
    return clients.options().withAddresses(AddressGuard.of(loopbackOnly(), names(addresses)));
  }

  private RegistryClient open(String authority, RegistryClientOptions options) {
    return clients.open(authority, new Credential.Anonymous(), options);
  }

  @Test
  void reachesWhatIsAllowedByNameAndNothingElse() throws IOException {
    try (var registry = MemoryRegistry.start(RegistrySettings.ideal())) {
      int port = registry.uri().getPort();
      registry.putBlob("a/b", CONTENT);
      RegistryClientOptions options =
          guarded(Map.of("good.example", "127.0.0.1", "bad.example", METADATA));
      try (var good = open("good.example:" + port, options);
          var bad = open("bad.example:" + port, options)) {
        assertThat(good.headBlob(on("good.example:" + port), CONTENT.digest())).isPresent();
        assertThatThrownBy(() -> bad.headBlob(on("bad.example:" + port), CONTENT.digest()))
            .isInstanceOf(RegistryException.AddressRefused.class)
            .hasMessageContaining(
                "bad.example is at 169.254.169.254, and that is a link-local address")
            .hasMessageContaining("drayage.allowed");
      }
      assertThat(clients.slept).isEmpty();
    }
  }

  @Test
  void refusesWhereARegistryRedirectsTo() throws IOException {
    try (var registry = MemoryRegistry.start(RegistrySettings.ideal());
        var faulty = FaultyServer.before(registry);
        var client = open(faulty.authority(), guarded(Map.of("evil.example", METADATA)))) {
      registry.putBlob("a/b", CONTENT);
      for (String target :
          List.of("http://evil.example", "http://" + METADATA, "http://10.0.0.1")) {
        faulty.once("GET", "/blobs/", new Fault.RedirectTo(target));
        assertThatThrownBy(
                () -> client.blob(on(faulty.authority()), TestClient.descriptor(CONTENT)).close())
            .isInstanceOf(RegistryException.AddressRefused.class)
            .hasMessageContaining("which is not contacted");
      }
      assertThat(clients.slept).isEmpty();
    }
  }

  @Test
  void refusesWhereTokensAreSaidToBe() {
    try (var registry =
        MemoryRegistry.start(
            RegistrySettings.ideal().withAuthentication(Authentication.bearer("anna", "s3cret")))) {
      try (var faulty = FaultyServer.before(registry);
          var client = open(faulty.authority(), guarded(Map.of()))) {
        faulty.always(
            "GET",
            "/tags/list",
            new Fault.ReplaceHeader(
                "WWW-Authenticate", "Bearer realm=\"http://%s/latest\"".formatted(METADATA)));
        assertThatThrownBy(() -> client.tags(on(faulty.authority())))
            .isInstanceOf(RegistryException.AddressRefused.class)
            .hasMessageContaining("asking http://169.254.169.254/latest for a token");
      }
    }
  }

  @Test
  void refusesProxyAndWhatProxyIsAskedFor() {
    try (var proxy = new ScriptedServer((_, _) -> ScriptedServer.answer(200, "", "{}"))) {
      for (Map.Entry<String, String> route :
          Map.of(proxy.authority(), METADATA, "10.9.9.9:3128", "93.184.216.34").entrySet()) {
        Optional<URI> address = Optional.of(URI.create("http://" + route.getKey()));
        var options =
            guarded(Map.of("registry.example", route.getValue()))
                .withProxy(new ProxySettings(address, address, List.of()));
        try (var client = open("registry.example:5000", options)) {
          assertThatThrownBy(() -> client.tags(on("registry.example:5000")))
              .isInstanceOf(RegistryException.AddressRefused.class);
        }
      }
      assertThat(proxy.asked()).isEmpty();
    }
  }

  @Test
  void leavesNamesThatOnlyTheProxyKnowsToIt() throws IOException {
    try (var proxy =
        new ScriptedServer(
            (asked, _) ->
                asked.method().equals("CONNECT")
                    ? ScriptedServer.answer(502, "", "")
                    : ScriptedServer.answer(200, "", "{\"tags\":[\"v1\"]}"))) {
      Optional<URI> address = Optional.of(URI.create("http://" + proxy.authority()));
      var options = guarded(Map.of()).withProxy(new ProxySettings(address, address, List.of()));
      try (var client = open("registry.example:5000", options)) {
        assertThat(client.tags(on("registry.example:5000")).tags()).hasSize(1);
      }
    }
  }

  @Test
  void connectsToTheVeryAddressThatWasChecked() throws IOException {
    try (var registry = MemoryRegistry.start(RegistrySettings.ideal())) {
      registry.putBlob("a/b", CONTENT);
      String authority = "rebinding.example:" + registry.uri().getPort();
      // The first connection asks for the scheme; each connection looks up once.
      Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.1", METADATA));
      HostLookup rebinding = _ -> List.of(InetAddress.ofLiteral(answers.remove()));
      var options = clients.options().withAddresses(AddressGuard.of(loopbackOnly(), rebinding));
      try (var client = open(authority, options)) {
        assertThat(client.headBlob(on(authority), CONTENT.digest())).isPresent();
      }
      assertThat(answers).containsExactly(METADATA);
      try (var client = open(authority, options)) {
        assertThatThrownBy(() -> client.headBlob(on(authority), CONTENT.digest()))
            .isInstanceOf(RegistryException.AddressRefused.class);
      }
      assertThat(registry.log().count()).isEqualTo(1);
    }
  }

  private static io.drayage.image.RepositoryName on(String authority) {
    return TestClient.repository(authority, "a/b");
  }
}
