package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.testing.Authentication;
import io.drayage.testing.BlobOrigin;
import io.drayage.testing.Content;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
  private static final Content CONTENT = Content.seeded(5, 10_000);
  private static final Descriptor BLOB = TestClient.descriptor(CONTENT);
  private static final Credential USER = new Credential.UsernamePassword("anna", "s3cret");
  private static final Digest MISSING = Digest.of(new byte[] {9});

  private final TestClient clients = new TestClient();

  private static MemoryRegistry registry(Authentication authentication) {
    return MemoryRegistry.start(RegistrySettings.ideal().withAuthentication(authentication));
  }

  private static RepositoryName repository(MemoryRegistry registry, String path) {
    return TestClient.repository(registry.authority(), path);
  }

  @Test
  void firstRequestCarriesTheChallengeAndOneTokenServesAll() throws IOException {
    try (var registry = registry(Authentication.bearer("anna", "s3cret"));
        var client = clients.open(registry.authority(), USER)) {
      registry.putBlob("a/b", CONTENT);
      for (int i = 0; i < 3; i++) {
        client.headBlob(repository(registry, "a/b"), BLOB.digest());
      }
      assertThat(registry.log().count()).isEqualTo(4);
      assertThat(registry.log().count("GET", "/v2/")).isZero();
      assertThat(registry.tokens().scopes()).containsExactly("repository:a/b:pull");
    }
  }

  @Test
  void asksForTokenUpFrontOnceTheRegistryIsKnown() throws IOException {
    try (var registry = registry(Authentication.bearer("anna", "s3cret"));
        var client = clients.open(registry.authority(), USER)) {
      client.headBlob(repository(registry, "a/b"), MISSING);
      client.headBlob(repository(registry, "c/d"), MISSING);

      assertThat(registry.log().count(401)).isEqualTo(1);
      assertThat(registry.tokens().scopes())
          .containsExactly("repository:a/b:pull", "repository:c/d:pull");
    }
  }

  @Test
  void lookingUpAndWritingNeedOneTokenWhenPushIsExpected() throws IOException {
    try (var registry = registry(Authentication.bearer("anna", "s3cret"));
        var client = clients.open(registry.authority(), USER)) {
      client.expectPush(repository(registry, "a/b"));
      client.headBlob(repository(registry, "a/b"), MISSING);
      client.putBlob(repository(registry, "a/b"), BLOB, TestClient.body(CONTENT));

      assertThat(registry.tokens().scopes()).containsExactly("repository:a/b:pull,push");
      assertThat(registry.log().count(401)).isEqualTo(1);
    }
  }

  @Test
  void mountAsksForBothRepositoriesAtOnce() throws IOException {
    try (var registry = registry(Authentication.bearer("anna", "s3cret"));
        var client = clients.open(registry.authority(), USER)) {
      registry.putBlob("c/d", CONTENT);

      assertThat(
              client.mountOrUpload(
                  repository(registry, "a/b"), BLOB.digest(), repository(registry, "c/d")))
          .isEmpty();
      assertThat(registry.tokens().count()).isEqualTo(1);
      assertThat(registry.log().count(401)).isEqualTo(1);
    }
  }

  @Test
  void parallelFirstRequestsShareChallengeAndToken() throws Exception {
    try (var registry = registry(Authentication.bearer("anna", "s3cret"));
        var client = clients.open(registry.authority(), USER);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      registry.putBlob("a/b", CONTENT);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        running.add(
            threads.submit(() -> client.headBlob(repository(registry, "a/b"), BLOB.digest())));
      }
      for (Future<?> one : running) {
        one.get();
      }
      assertThat(registry.tokens().count()).isEqualTo(1);
      assertThat(registry.log().count(401)).isEqualTo(1);
      assertThat(registry.log().count()).isEqualTo(51);
    }
  }

  @Test
  void renewsTokenBeforeItExpires() throws IOException {
    var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    try (var registry = registry(Authentication.bearer("anna", "s3cret"));
        var client =
            clients.open(registry.authority(), USER, clients.options().withClock(now::get))) {
      registry.tokens().announceLifetime(120);
      client.headBlob(repository(registry, "a/b"), MISSING);
      now.updateAndGet(t -> t.plus(Duration.ofSeconds(90)));
      client.headBlob(repository(registry, "a/b"), MISSING);
      assertThat(registry.tokens().count()).isEqualTo(1);

      now.updateAndGet(t -> t.plus(Duration.ofSeconds(20)));
      client.headBlob(repository(registry, "a/b"), MISSING);
      assertThat(registry.tokens().count()).isEqualTo(2);
      assertThat(registry.log().count(401)).isEqualTo(1);
    }
  }

  @Test
  void anonymousPullsWhereThatIsAllowed() throws IOException {
    try (var registry = registry(Authentication.bearerWithAnonymousPull("anna", "s3cret"));
        var client = clients.open(registry.authority())) {
      registry.putBlob("a/b", CONTENT);

      assertThat(client.headBlob(repository(registry, "a/b"), BLOB.digest()))
          .hasValue(CONTENT.length());
    }
  }

  @Test
  void reportsDenialAfterOneFreshToken() {
    try (var registry = registry(Authentication.bearerWithAnonymousPull("anna", "s3cret"));
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(
              () -> client.putBlob(repository(registry, "a/b"), BLOB, TestClient.body(CONTENT)))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("401");
      assertThat(registry.tokens().log().count()).isLessThanOrEqualTo(1);
      assertThat(registry.log().count()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void exchangesIdentityTokenByPost() throws IOException {
    try (var registry = registry(Authentication.bearer("anna", "s3cret", "refresh-me"));
        var client =
            clients.open(registry.authority(), new Credential.IdentityToken("refresh-me"))) {
      registry.putBlob("a/b", CONTENT);

      assertThat(client.headBlob(repository(registry, "a/b"), BLOB.digest())).isPresent();
      assertThat(registry.tokens().log().all()).extracting(r -> r.method()).containsExactly("POST");
    }
  }

  @Test
  void sendsNameAndPasswordWhereTheRegistryWantsThem() throws IOException {
    try (var registry = registry(Authentication.basic("anna", "s3cret"));
        var client = clients.open(registry.authority(), USER)) {
      registry.putBlob("a/b", CONTENT);
      client.headBlob(repository(registry, "a/b"), BLOB.digest());
      client.headBlob(repository(registry, "a/b"), BLOB.digest());

      assertThat(registry.log().all()).extracting(r -> r.status()).containsExactly(401, 200, 200);
      client.ping();
    }
  }

  @Test
  void wrongPasswordIsReportedWithoutALoop() {
    Credential wrong = new Credential.UsernamePassword("anna", "wr0ng");
    for (Authentication authentication :
        List.of(Authentication.basic("anna", "s3cret"), Authentication.bearer("anna", "s3cret"))) {
      try (var registry = registry(authentication);
          var client = clients.open(registry.authority(), wrong)) {
        assertThatThrownBy(() -> client.headBlob(repository(registry, "a/b"), MISSING))
            .isInstanceOf(RegistryException.Unauthorized.class)
            .message()
            .doesNotContain("wr0ng");
        assertThat(registry.log().count()).isLessThanOrEqualTo(2);
        assertThat(clients.slept).isEmpty();
      }
    }
  }

  @Test
  void tellsAnonymousUserToLogIn() {
    try (var registry = registry(Authentication.basic("anna", "s3cret"));
        var client = clients.open(registry.authority())) {
      assertThatThrownBy(client::ping)
          .isInstanceOf(RegistryException.Unauthorized.class)
          .hasMessageContaining("log in");
    }
  }

  @Test
  void endsWhenRegistryRefusesEveryToken() {
    try (var registry =
            new ScriptedServer(
                (asked, _) ->
                    asked.target().startsWith("/token")
                        ? ScriptedServer.answer(200, "", "{\"token\":\"abc\"}")
                        : ScriptedServer.answer(
                            401,
                            "WWW-Authenticate: Bearer realm=\"http://%s/token\",service=\"x\"\r\n"
                                .formatted(asked.header("Host")),
                            ""));
        var client = clients.open(registry.authority(), USER)) {
      var repository = TestClient.repository(registry.authority(), "a/b");
      assertThatThrownBy(() -> client.tags(repository))
          .isInstanceOf(RegistryException.Unauthorized.class);
      assertThat(registry.asked()).hasSize(3);
    }
  }

  @Test
  void tokenServerThatAnswersHtmlIsQuoted() {
    try (var registry =
            new ScriptedServer(
                (asked, _) ->
                    asked.target().startsWith("/token")
                        ? ScriptedServer.answer(200, "", "<html>sign in</html>")
                        : ScriptedServer.answer(
                            401,
                            "WWW-Authenticate: Bearer realm=\"http://%s/token?secret=1\"\r\n"
                                .formatted(asked.header("Host")),
                            ""));
        var client = clients.open(registry.authority(), USER)) {
      var repository = TestClient.repository(registry.authority(), "a/b");
      assertThatThrownBy(() -> client.tags(repository))
          .isInstanceOf(RegistryException.ProtocolViolation.class)
          .hasMessageContaining("<html>sign in</html>")
          .message()
          .doesNotContain("secret");
    }
  }

  @Test
  void sendsNoCredentialToStorageThatBlobsAreRedirectedTo() throws IOException {
    try (var storage = BlobOrigin.start();
        var registry =
            MemoryRegistry.start(
                RegistrySettings.ideal()
                    .withAuthentication(Authentication.bearer("anna", "s3cret"))
                    .withBlobOrigin(storage));
        var client = clients.open(registry.authority(), USER)) {
      registry.putBlob("a/b", CONTENT);

      try (BlobStream in = client.blob(repository(registry, "a/b"), BLOB)) {
        assertThat(in.readAllBytes()).isEqualTo(CONTENT.bytes());
      }
      assertThat(storage.log().all()).singleElement().matches(r -> r.status() == 200);
    }
  }

  @Test
  void sendsRegistryTokenAsItIs() throws IOException {
    try (var registry =
            new ScriptedServer((_, _) -> ScriptedServer.answer(200, "", "{\"tags\":[\"v1\"]}"));
        var client = clients.open(registry.authority(), new Credential.RegistryToken("as-it-is"))) {
      client.tags(TestClient.repository(registry.authority(), "a/b"));

      assertThat(registry.asked())
          .extracting(a -> a.header("Authorization"))
          .containsExactly("Bearer as-it-is");
    }
  }
}
