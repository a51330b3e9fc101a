package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RestApiIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path data;

  private static RunningRegistry registry;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    registry = RunningRegistry.start(data);
    wire = Wire.to(registry.uri());
  }

  @AfterAll
  static void stop() {
    wire.close();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/nowhere, 404, not-found",
    "GET, /api/nowhere, 404, not-found",
    "PATCH, /api/v1/repositories, 405, method-not-allowed",
    "GET, /api/v1/repositories?limit=many, 400, invalid-value",
    "GET, /api/v1/repositories?limit=0, 400, invalid-value",
    "GET, /api/v1/repository, 400, invalid-value",
    "GET, /api/v1/repository?name=UPPER, 400, invalid-value",
    "GET, /api/v1/repository?name=no/such, 404, repository-unknown",
  })
  void answersEveryErrorWithAProblem(String method, String path, int status, String code)
      throws Exception {
    Wire.Answer answer = wire.send(method, path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = JSON.readTree(answer.bytes());
    assertThat(problem.path("code").stringValue()).isEqualTo(code);
    assertThat(problem.path("type").stringValue()).isEqualTo("urn:drayage:problem:" + code);
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.path("instance").stringValue()).isEqualTo(path.replaceFirst("\\?.*", ""));
  }

  @Test
  void namesTheParameterThatIsWrong() throws Exception {
    JsonNode problem = JSON.readTree(wire.send("GET", "/api/v1/repository?name=UPPER").bytes());

    assertThat(problem.path("errors").path(0).path("field").stringValue()).isEqualTo("name");
    assertThat(problem.path("detail").stringValue())
        .startsWith("name: invalid repository name: expected");
  }

  /** An answer from memory must cost next to nothing, and nothing may change the protocol. */
  @Test
  void noFilterStandsInFrontOfTheProtocol() {
    ServletContext context = registry.part(ServletContext.class);

    assertThat(context.getFilterRegistrations().values())
        .flatExtracting(FilterRegistration::getUrlPatternMappings)
        .allMatch(pattern -> pattern.startsWith("/api/"));
  }
}
