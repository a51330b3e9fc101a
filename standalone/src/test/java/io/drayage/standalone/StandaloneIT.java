package io.drayage.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StandaloneIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

  @TempDir Path data;
  private final HttpClient client = HttpClient.newHttpClient();
  private MemoryRegistry upstream;
  private Optional<String> admin = Optional.empty();

  @BeforeEach
  void startUpstream() throws Exception {
    upstream = MemoryRegistry.start();
  }

  @AfterEach
  void stopUpstream() {
    upstream.close();
    client.close();
  }

  /** One start serves several questions: it takes seconds. */
  @Test
  void syncsIntoItsOwnRegistryAndKeepsWhatItHas() throws Exception {
    String token;
    ImageFixture image = SeededImages.image(1).storeIn(upstream, "team/app", "1.0");
    try (ConfigurableApplicationContext platform = start()) {
      String local = "127.0.0.1:" + port(platform);
      token = platform.getBean(FirstToken.class).first().orElseThrow();
      admin = Optional.of(token);
      send(platform, "PUT", "/api/v1/registries/" + upstream.authority(), "{'tls': 'skip'}");
      send(
          platform,
          "PUT",
          "/api/v1/syncs/app",
          "{'sources': [{'repository': '%s/team/app'}], 'destination': '%s/mirror/{path}'}"
              .formatted(upstream.authority(), local));

      JsonNode run = await(platform, JSON.readTree(post(platform, "/api/v1/syncs/app/runs")));

      assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("succeeded");
      assertThat(pull(platform)).isEqualTo(image.digest().toString());
      assertThat(send(platform, "GET", "/health/ready", "").statusCode()).isEqualTo(200);
      // The registry's own API is under a path of its own, and one administrator runs both.
      assertThat(send(platform, "GET", "/api/v1/registry/repositories", "").body())
          .contains("mirror/team/app");
      assertThat(send(platform, "GET", "/api/v1/registry/audit", "").statusCode()).isEqualTo(200);
      admin = Optional.empty();
      assertThat(send(platform, "GET", "/api/v1/registry/audit", "").statusCode()).isEqualTo(401);
      // Nobody pushes without a credential, and the copier's is for its owner's eyes only.
      assertThat(send(platform, "POST", "/v2/mirror/team/app/blobs/uploads/", "").statusCode())
          .isEqualTo(401);
      assertThat(Files.getPosixFilePermissions(data.resolve("registry-credential")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(JSON.readTree(data.resolve("state.json")).path("url").asString())
          .isEqualTo("http://" + local);
      assertThatThrownBy(this::start)
          .hasMessageContaining("another process uses the folder " + data);
    }
    assertThat(data.resolve("state.json")).doesNotExist();

    try (ConfigurableApplicationContext platform = start()) {
      assertThat(pull(platform)).isEqualTo(image.digest().toString());
      admin = Optional.of(token);
      assertThat(send(platform, "GET", "/api/v1/syncs/app", "").statusCode()).isEqualTo(200);
      assertThat(platform.getBean(FirstToken.class).first()).isEmpty();
    }
  }

  private ConfigurableApplicationContext start() {
    return Standalone.application().run("--drayage.data=" + data, "--server.port=0");
  }

  private static String port(ConfigurableApplicationContext platform) {
    return platform.getEnvironment().getRequiredProperty("local.server.port");
  }

  private JsonNode await(ConfigurableApplicationContext platform, JsonNode run) throws Exception {
    String path = "/api/v1/runs/" + run.path("id").asLong();
    while (true) {
      JsonNode now = JSON.readTree(send(platform, "GET", path, "").body());
      if (ENDS.contains(now.path("state").asString())) {
        return now;
      }
      Thread.sleep(50);
    }
  }

  private String post(ConfigurableApplicationContext platform, String path) throws Exception {
    HttpResponse<String> answer = send(platform, "POST", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer.body();
  }

  /** Pulls a manifest as nobody in particular. */
  private String pull(ConfigurableApplicationContext platform) throws Exception {
    String scoped =
        JSON.readTree(
                send(platform, "GET", "/token?scope=repository:mirror/team/app:pull", "").body())
            .path("token")
            .asString();
    HttpResponse<String> answer =
        client.send(
            request(platform, "/v2/mirror/team/app/manifests/1.0")
                .header("Authorization", "Bearer " + scoped)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("Docker-Content-Digest").orElseThrow();
  }

  private HttpResponse<String> send(
      ConfigurableApplicationContext platform, String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        request(platform, path)
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body.replace('\'', '"')));
    admin
        .filter(_ -> path.startsWith("/api/"))
        .ifPresent(token -> request.header("Authorization", "Bearer " + token));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(ConfigurableApplicationContext platform, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%s%s".formatted(port(platform), path)));
  }
}
