package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCrypt;
import tools.jackson.databind.json.JsonMapper;

/** Users, grants and robots over REST, by an administrator of the htpasswd file. */
class AccessApiIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path folder;
  private static RunningRegistry registry;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    Path htpasswd =
        Files.writeString(
            folder.resolve("users"), "admin:" + BCrypt.hashpw("secret", BCrypt.gensalt(4)) + "\n");
    registry =
        RunningRegistry.start(
            folder.resolve("data"),
            "--drayage.storage.htpasswd=" + htpasswd,
            "--drayage.storage.access.password-cost=4");
    wire = Wire.to(registry.uri());
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
  }

  private static Wire.Answer as(String user, String method, String path, String body)
      throws Exception {
    byte[] pair = user.getBytes(StandardCharsets.UTF_8);
    List<String> headers =
        new ArrayList<>(
            List.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
    if (!body.isEmpty()) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    return wire.send(
        method, path, body.getBytes(StandardCharsets.UTF_8), headers.toArray(String[]::new));
  }

  private static Wire.Answer asAdmin(String method, String path, String body) throws Exception {
    return as("admin:secret", method, path, body);
  }

  private static int push(String user, String repository) throws Exception {
    return as(user, "POST", "/v2/%s/blobs/uploads/".formatted(repository), "").status();
  }

  @Test
  void usersHaveWhatTheyAreGrantedAtOnce() throws Exception {
    String alice = "alice:a good password";
    int added =
        asAdmin(
                "PUT",
                "/api/v1/users/alice",
                "{\"password\":\"a good password\",\"groups\":[\"writers\"]}")
            .status();
    int before = push(alice, "team/app");
    String granted =
        asAdmin(
                "PUT",
                "/api/v1/grants",
                "{\"grantee\":\"group:writers\",\"repositories\":\"team/**\",\"rights\":[\"push\",\"pull\"]}")
            .text();
    int with = push(alice, "team/app");
    String listed = asAdmin("GET", "/api/v1/grants?grantee=group:writers", "").text();
    int taken =
        asAdmin("DELETE", "/api/v1/grants?grantee=group:writers&repositories=team/**", "").status();
    int without = push(alice, "team/app");
    String users = asAdmin("GET", "/api/v1/users", "").text();
    int removed = asAdmin("DELETE", "/api/v1/users/alice", "").status();

    assertThat(List.of(added, before, with, taken, without, removed))
        .containsExactly(200, 403, 202, 204, 403, 204);
    assertThat(granted)
        .isEqualTo(
            "{\"grantee\":\"group:writers\",\"repositories\":\"team/**\",\"rights\":[\"pull\",\"push\"]}");
    assertThat(listed).isEqualTo("{\"grants\":[" + granted + "]}");
    assertThat(users).isEqualTo("{\"users\":[{\"name\":\"alice\",\"groups\":[\"writers\"]}]}");
    assertThat(push(alice, "team/app")).isEqualTo(401);
    assertThat(asAdmin("GET", "/api/v1/audit?action=access.change&actor=admin", "").text())
        .containsSubsequence(
            "deleted the user alice",
            "took the rights of group:writers in team/**",
            "granted pull, push to group:writers in team/**",
            "set the user alice with the groups writers")
        .doesNotContain("a good password");
  }

  @Test
  void robotsAreMadeToldOnceAndRemoved() throws Exception {
    Wire.Answer made =
        asAdmin(
            "POST",
            "/api/v1/tokens",
            """
            {"name": "ci", "expiresAt": "2999-01-01T00:00:00Z",
             "grants": [{"repositories": "ci/*", "rights": ["pull", "push"]}]}
            """);
    String token = JSON.readTree(made.bytes()).path("token").asString();
    int again = asAdmin("POST", "/api/v1/tokens", "{\"name\":\"ci\"}").status();
    int pushed = push("ci:" + token, "ci/app");
    int elsewhere = push("ci:" + token, "team/app");
    String listed = asAdmin("GET", "/api/v1/tokens", "").text();
    int removed = asAdmin("DELETE", "/api/v1/tokens/ci", "").status();

    assertThat(List.of(made.status(), again, pushed, elsewhere, removed))
        .containsExactly(201, 409, 202, 403, 204);
    assertThat(push("ci:" + token, "ci/app")).isEqualTo(401);
    assertThat(listed).contains("\"name\":\"ci\"", "\"usedAt\":\"").doesNotContain(token);
    assertThat(asAdmin("GET", "/api/v1/grants", "").text()).doesNotContain("robot:ci");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /api/v1/users/bob  | {'password':'short'}                     | 400",
        "PUT    | /api/v1/users/bob  | {}                                       | 400",
        "PUT    | /api/v1/users/oidc | {'password':'long enough'}               | 400",
        "PUT    | /api/v1/grants     | {'grantee':'bob','repositories':'a','rights':['pull']} | 400",
        "PUT    | /api/v1/grants     | {'grantee':'user:bob','repositories':'A','rights':['pull']} | 400",
        "PUT    | /api/v1/grants     | {'grantee':'user:bob','repositories':'a','rights':['fly']} | 400",
        "PUT    | /api/v1/grants     | {'grantee':'anonymous','repositories':'a','rights':['push']} | 400",
        "POST   | /api/v1/tokens     | {'name':'A robot'}                       | 400",
        "POST   | /api/v1/tokens     | {'name':'r','expiresAt':'2000-01-01T00:00:00Z'} | 400",
        "DELETE | /api/v1/users/nobody | ''                                     | 404",
        "DELETE | /api/v1/grants?grantee=user:x&repositories=a | ''             | 404",
        "DELETE | /api/v1/tokens/nobody | ''                                    | 404",
      })
  void saysWhatIsWrong(String method, String path, String body, int status) throws Exception {
    Wire.Answer answer = asAdmin(method, path, body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.text()).doesNotContain("long enough");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/users",
    "PUT, /api/v1/users/eve",
    "DELETE, /api/v1/users/eve",
    "GET, /api/v1/grants",
    "PUT, /api/v1/grants",
    "DELETE, /api/v1/grants?grantee=user:eve&repositories=a",
    "GET, /api/v1/tokens",
    "POST, /api/v1/tokens",
    "DELETE, /api/v1/tokens/ci",
  })
  void isForAdministratorsAlone(String method, String path) throws Exception {
    String fitting =
        path.contains("users")
            ? "{\"password\":\"eves password\"}"
            : path.contains("tokens")
                ? "{\"name\":\"eve\"}"
                : "{\"grantee\":\"user:eve\",\"repositories\":\"**\",\"rights\":[\"admin\"]}";
    asAdmin("PUT", "/api/v1/users/mallory", "{\"password\":\"mallorys password\"}");

    assertThat(
            as("mallory:mallorys password", method, path, method.startsWith("P") ? fitting : "")
                .status())
        .isEqualTo(403);
    assertThat(as("mallory:wrong password", method, path, "").status()).isEqualTo(401);
  }
}
