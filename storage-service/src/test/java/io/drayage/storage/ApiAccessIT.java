package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of a registry with users. */
class ApiAccessIT {
  @TempDir Path data;

  @Test
  void asksForCredentialsAndSaysSoWithAProblem() throws Exception {
    Path users = data.resolve("users");
    Files.writeString(users, "alice:" + BCrypt.hashpw("secret", BCrypt.gensalt(4)) + "\n");
    String alice = basic("alice:secret");
    try (RunningRegistry registry =
            RunningRegistry.start(data, "--drayage.storage.htpasswd=" + users);
        Wire wire = Wire.to(registry.uri())) {
      wire.send(
          "POST",
          "/v2/hidden/app/blobs/uploads/?digest=" + Content.seeded(1, 10).digest(),
          Content.seeded(1, 10).bytes(),
          "Authorization",
          alice);

      for (String path :
          new String[] {
            "/api/v1/repository?name=hidden/app",
            "/api/v1/tags?repository=hidden/app",
            "/api/v1/tag/history?repository=hidden/app&tag=v1",
            "/api/v1/immutability-rules",
            "/api/v1/retention/rules",
            "/api/v1/retention/runs",
            "/api/v1/trash",
            "/api/v1/quotas",
            "/api/v1/gc",
            "/api/v1/scrub",
            "/api/v1/cache/holds",
          }) {
        Wire.Answer answer = wire.send("GET", path);
        assertThat(answer.status()).as(path).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).as(path).isNotBlank();
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(wire.send("GET", path, "Authorization", alice).status()).as(path).isEqualTo(200);
      }
      Wire.Answer wrong =
          wire.send("GET", "/api/v1/repositories", "Authorization", basic("alice:wrong"));
      assertThat(wrong.status()).isEqualTo(401);
      JsonNode problem = JsonMapper.shared().readTree(wrong.bytes());
      assertThat(problem.path("code").stringValue()).isEqualTo("unauthenticated");
    }
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
