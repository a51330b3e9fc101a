package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.storage.domain.access.Grant;
import io.drayage.storage.domain.access.Grantee;
import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.KnownCallers;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.access.Robots;
import io.drayage.storage.domain.access.Secret;
import io.drayage.storage.domain.access.Users;
import io.drayage.storage.store.access.JdbcGrants;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.SeededImages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens, robots, OpenID and anonymous pulls, by the bytes of the protocol. */
class AccessIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ImageFixture IMAGE = SeededImages.image(1);

  @TempDir static Path folder;
  private static TestIssuer issuer;
  private static RunningRegistry registry;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    issuer = TestIssuer.start();
    Path htpasswd =
        Files.writeString(
            folder.resolve("users"), "admin:" + BCrypt.hashpw("secret", BCrypt.gensalt(4)) + "\n");
    Path rights =
        Files.writeString(
            folder.resolve("rights.yaml"),
            """
            anonymous: [public/**]
            grants:
              - {to: [user:admin], repositories: ["**"], rights: [admin]}
              - {to: ["user:corp:carol"], repositories: [carol/**], rights: [pull, push]}
              - {to: ["group:corp:readers"], repositories: [private/**], rights: [pull]}
              - {to: [group:writers], repositories: [private/**], rights: [pull, push]}
            """);
    registry =
        RunningRegistry.start(
            folder.resolve("data"),
            "--drayage.storage.htpasswd=" + htpasswd,
            "--drayage.storage.access.file=" + rights,
            "--drayage.storage.access.password-cost=4",
            "--drayage.storage.access.oidc.corp.issuer=" + issuer.uri(),
            "--drayage.storage.access.oidc.corp.audience=registry",
            "--drayage.storage.access.token-issuers.hub.issuer=" + issuer.uri(),
            "--drayage.storage.access.token-issuers.hub.audience=hub",
            "--drayage.storage.access.token-issuers.hub.keys=" + issuer.uri() + "/keys");
    wire = Wire.to(registry.uri());
    for (String repository : List.of("public/app", "private/app")) {
      for (var blob : IMAGE.ownBlobs().entrySet()) {
        wire.send(
            "POST",
            "/v2/%s/blobs/uploads/?digest=%s".formatted(repository, blob.getKey()),
            blob.getValue().bytes(),
            basic("admin", "secret"));
      }
      Wire.Answer pushed =
          wire.send(
              "PUT",
              "/v2/%s/manifests/v1".formatted(repository),
              IMAGE.manifest().bytes(),
              "Authorization",
              basic("admin", "secret")[1],
              "Content-Type",
              IMAGE.manifest().mediaType().value());
      assertThat(pushed.status()).isEqualTo(201);
    }
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
    issuer.close();
  }

  private static String[] basic(String user, String password) {
    byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
    return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)};
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private static int pull(String repository, String... headers) throws Exception {
    return wire.send("GET", "/v2/%s/manifests/v1".formatted(repository), headers).status();
  }

  private static int begin(String repository, String... headers) throws Exception {
    return wire.send("POST", "/v2/%s/blobs/uploads/".formatted(repository), headers).status();
  }

  private static JsonNode token(String scope, String... headers) throws Exception {
    Wire.Answer answer =
        wire.send("GET", "/token?service=drayage&scope=" + encoded(scope), headers);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return JSON.readTree(answer.bytes());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Wire.Answer post(Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + '=' + encoded(e.getValue()))
            .reduce((a, b) -> a + '&' + b)
            .orElse("");
    return wire.send(
        "POST",
        "/token",
        body.getBytes(StandardCharsets.US_ASCII),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  @Nested
  class Tokens {
    @Test
    void areAskedForWithTheirScope() throws Exception {
      String realm = "Bearer realm=\"http://%s/token\"".formatted(registry.authority());

      assertThat(wire.send("GET", "/v2/").header("WWW-Authenticate"))
          .isEqualTo(realm + ",service=\"drayage\"");
      assertThat(wire.send("GET", "/v2/private/app/manifests/v1").header("WWW-Authenticate"))
          .isEqualTo(realm + ",service=\"drayage\",scope=\"repository:private/app:pull\"");
      assertThat(wire.send("POST", "/v2/public/app/blobs/uploads/").header("WWW-Authenticate"))
          .isEqualTo(realm + ",service=\"drayage\",scope=\"repository:public/app:pull,push\"");
    }

    @Test
    void areGoodForTheirScopeOnly() throws Exception {
      String text =
          token("repository:private/app:pull", basic("admin", "secret")).path("token").asString();
      Wire.Answer refused = wire.send("POST", "/v2/private/app/blobs/uploads/", bearer(text));

      assertThat(wire.send("GET", "/v2/", bearer(text)).status()).isEqualTo(200);
      assertThat(pull("private/app", bearer(text))).isEqualTo(200);
      assertThat(pull("public/app", bearer(text))).isEqualTo(401);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate"))
          .contains("scope=\"repository:private/app:pull,push\",error=\"insufficient_scope\"");
    }

    @Test
    void listRepositoriesThatTheirOwnerMayPull() throws Exception {
      String all = token("registry:catalog:*", basic("admin", "secret")).path("token").asString();
      String some = token("registry:catalog:*").path("token").asString();

      assertThat(wire.send("GET", "/v2/_catalog", bearer(all)).text())
          .contains("private/app", "public/app");
      assertThat(wire.send("GET", "/v2/_catalog", bearer(some)).text())
          .isEqualTo("{\"repositories\":[\"public/app\"]}");
    }

    @Test
    void areGivenToNobodyWithTheWrongPasswordOrAToken() throws Exception {
      String text = token("", basic("admin", "secret")).path("token").asString();
      Wire.Answer wrong = wire.send("GET", "/token?service=drayage", basic("admin", "wrong"));

      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic ");
      assertThat(wire.send("GET", "/token", bearer(text)).status()).isEqualTo(401);
      assertThat(wire.send("DELETE", "/token").status()).isEqualTo(405);
    }

    @Test
    void areGivenForPasswordsAndRefreshSecretsInForms() throws Exception {
      Wire.Answer first =
          post(
              Map.of(
                  "grant_type", "password",
                  "username", "admin",
                  "password", "secret",
                  "access_type", "offline",
                  "scope", "repository:private/app:pull"));
      String refresh = JSON.readTree(first.bytes()).path("refresh_token").asString();
      Wire.Answer second =
          post(
              Map.of(
                  "grant_type", "refresh_token",
                  "refresh_token", refresh,
                  "scope", "repository:private/app:pull,push"));
      String text = JSON.readTree(second.bytes()).path("access_token").asString();

      assertThat(first.status()).isEqualTo(200);
      assertThat(second.status()).isEqualTo(200);
      assertThat(begin("private/app", bearer(text))).isEqualTo(202);
      assertThat(pull("private/app", bearer(refresh))).as("it is no token").isEqualTo(401);
      assertThat(pull("private/app", basic("admin", refresh))).as("nor a password").isEqualTo(401);
      assertThat(post(Map.of("grant_type", "magic")).status()).isEqualTo(400);
      assertThat(
              post(Map.of("grant_type", "refresh_token", "refresh_token", refresh + "x")).status())
          .isEqualTo(401);
    }
  }

  @Nested
  class Anonymous {
    @Test
    void pullsWhatIsPublicAndNoMore() throws Exception {
      String text = token("repository:public/app:pull,push").path("token").asString();

      assertThat(pull("public/app")).isEqualTo(200);
      assertThat(pull("public/app", bearer(text))).isEqualTo(200);
      assertThat(begin("public/app", bearer(text))).isEqualTo(401);
      assertThat(pull("private/app")).isEqualTo(401);
      assertThat(
              pull(
                  "private/app",
                  bearer(token("repository:private/app:pull").path("token").asString())))
          .isEqualTo(401);
    }
  }

  @Nested
  class UsersOfTheDatabase {
    private final Users users = registry.part(Users.class);
    private final KnownCallers known = registry.part(KnownCallers.class);

    @Test
    void haveTheRightsOfTheirGroupsUntilTheyAreRemoved() throws Exception {
      users.put(new Users.User("dave", Set.of("writers")), "first password");
      int written = begin("private/app", basic("dave", "first password"));
      users.put(new Users.User("dave", Set.of()), "second password");
      known.forget();
      int withOld = begin("private/app", basic("dave", "first password"));
      int withNew = begin("private/app", basic("dave", "second password"));
      registry
          .part(JdbcGrants.class)
          .put(
              Grantee.user("dave"),
              new Grant(new RepositoryPattern("private/app"), Set.of(Right.PUSH)));
      known.forget();
      int granted = begin("private/app", basic("dave", "second password"));
      users.remove("dave");
      known.forget();
      int removed = begin("private/app", basic("dave", "second password"));

      assertThat(List.of(written, withOld, withNew, granted, removed))
          .containsExactly(202, 401, 403, 202, 401);
    }

    @Test
    void loseTheirRefreshSecretsWithTheirPassword() throws Exception {
      users.put(new Users.User("erin", Set.of("writers")), "first password");
      String refresh =
          JSON.readTree(
                  wire.send("GET", "/token?offline_token=true", basic("erin", "first password"))
                      .bytes())
              .path("refresh_token")
              .asString();
      Map<String, String> form = Map.of("grant_type", "refresh_token", "refresh_token", refresh);
      int before = post(form).status();
      users.put(new Users.User("erin", Set.of("writers")), "second password");

      assertThat(before).isEqualTo(200);
      assertThat(post(form).status()).isEqualTo(401);
    }

    @Test
    void cannotBeGuessed() throws Exception {
      users.put(new Users.User("frank", Set.of()), "right password");
      int last = 0;
      for (int i = 0; i < 12; i++) {
        last = wire.send("GET", "/v2/", basic("frank", "guess " + i)).status();
      }

      assertThat(last).isEqualTo(429);
    }
  }

  @Nested
  class RobotsOfTheDatabase {
    private final Robots robots = registry.part(Robots.class);
    private final Secret secret = Secret.generate(Secret.Kind.ROBOT, new SecureRandom());

    private void add(String name, Optional<Instant> expires) {
      Grants grants =
          new Grants(List.of(new Grant(new RepositoryPattern("private/**"), Set.of(Right.PULL))));
      assertThat(
              robots.add(
                  new Robots.Robot(name, Instant.now(), expires, Optional.empty()), secret, grants))
          .isTrue();
    }

    @Test
    void comeWithTheirSecretAsPasswordOrAsToken() throws Exception {
      add("ci", Optional.empty());
      int password = pull("private/app", basic("whatever", secret.value()));
      int token = pull("private/app", bearer(secret.value()));
      String exchanged =
          token("repository:private/app:pull", basic("ci", secret.value()))
              .path("token")
              .asString();

      assertThat(List.of(password, token)).containsExactly(200, 200);
      assertThat(pull("private/app", bearer(exchanged))).isEqualTo(200);
      assertThat(begin("private/app", bearer(secret.value()))).isEqualTo(403);
      assertThat(robots.list().getFirst().usedAt()).isPresent();

      robots.remove("ci");
      registry.part(KnownCallers.class).forget();

      assertThat(pull("private/app", bearer(secret.value()))).isEqualTo(401);
    }

    @Test
    void areRefusedWhenTheyHaveExpired() throws Exception {
      add("old", Optional.of(Instant.now().minusSeconds(1)));

      assertThat(pull("private/app", bearer(secret.value()))).isEqualTo(401);
      robots.remove("old");
    }
  }

  @Nested
  class OpenId {
    @Test
    void grantsByUserAndGroup() throws Exception {
      String carol = issuer.token(claims -> claims);
      String reader = issuer.token(claims -> claims.claim("groups", List.of("readers")));

      assertThat(begin("carol/app", bearer(carol))).isEqualTo(202);
      assertThat(pull("private/app", bearer(carol))).isEqualTo(403);
      assertThat(pull("private/app", bearer(reader))).isEqualTo(200);
      assertThat(pull("private/app", basic("oidc", reader))).isEqualTo(200);
      assertThat(
              pull(
                  "private/app",
                  bearer(
                      token("repository:private/app:pull", basic("oidc", reader))
                          .path("token")
                          .asString())))
          .isEqualTo(200);
      assertThat(wire.send("GET", "/api/v1/repositories", bearer(reader)).text())
          .contains("private/app");
      assertThat(wire.send("GET", "/api/v1/repositories", bearer(carol)).text())
          .doesNotContain("private/app");
    }

    @Test
    void believesNoOtherTokens() throws Exception {
      Date past = Date.from(Instant.now().minusSeconds(600));
      List<String> tokens =
          List.of(
              issuer.forged(),
              issuer.token(claims -> claims.audience("somebody else")),
              issuer.token(claims -> claims.issuer("http://127.0.0.1:1/realm")),
              issuer.token(claims -> claims.expirationTime(past)),
              issuer.token(claims -> claims.expirationTime(null)));
      for (String token : tokens) {
        assertThat(begin("carol/app", bearer(token))).isEqualTo(401);
        assertThat(wire.send("GET", "/api/v1/repositories", bearer(token)).status()).isEqualTo(401);
      }
    }

    @Test
    void takesNoUserOfTheProviderForOneOfTheRegistry() throws Exception {
      String token = issuer.token(claims -> claims.subject("admin"));

      assertThat(pull("private/app", bearer(token))).isEqualTo(403);
    }

    @Test
    void fetchesTheKeysOnceForManyTokens() throws Exception {
      begin("carol/app", bearer(issuer.token(claims -> claims)));
      int before = issuer.fetches();
      for (int i = 0; i < 20; i++) {
        String id = "token " + i;
        begin("carol/app", bearer(issuer.token(claims -> claims.jwtID(id))));
      }

      assertThat(issuer.fetches()).isEqualTo(before);
    }

    @Test
    void believesTheGrantsOfAnotherTokenService() throws Exception {
      Map<String, Object> access =
          Map.of("type", "repository", "name", "private/app", "actions", List.of("pull"));
      String token =
          issuer.token(claims -> claims.audience("hub").claim("access", List.of(access)));

      assertThat(pull("private/app", bearer(token))).isEqualTo(200);
      assertThat(begin("private/app", bearer(token))).isEqualTo(401);
      assertThat(pull("private/other", bearer(token))).isEqualTo(401);
    }
  }
}
