package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution specification 1.1, "API": determining support, methods and error bodies. */
@ExtendWith(SharedRegistry.class)
class ApiIT {
  private static final String DIGEST = Content.of("").digest().toString();
  private final Wire wire;

  ApiIT(Wire wire) {
    this.wire = wire;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/", "/v2", "/v2/?ns=docker.io"})
  void saysThatItSpeaksTheProtocol(String path) throws Exception {
    Wire.Answer answer = wire.send("GET", path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
    assertThat(answer.text()).isEqualTo("{}");
    assertThat(wire.send("HEAD", path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /v2/ | GET, HEAD",
        "DELETE | /v2/_catalog | GET, HEAD",
        "PUT | /v2/api/tags/list | GET, HEAD",
        "POST | /v2/api/referrers/DIGEST | GET, HEAD",
        "POST | /v2/api/manifests/v1 | GET, HEAD, PUT, DELETE",
        "PATCH | /v2/api/manifests/DIGEST | GET, HEAD, PUT, DELETE",
        "PUT | /v2/api/blobs/DIGEST | GET, HEAD, DELETE",
        "GET | /v2/api/blobs/uploads/ | POST",
        "POST | /v2/api/blobs/uploads/00000000-0000-0000-0000-000000000000 | GET, HEAD, PATCH, PUT, DELETE",
        "OPTIONS | /v2/ | GET, HEAD"
      })
  void saysWhichMethodsThereAre(String method, String path, String allowed) throws Exception {
    Wire.Answer answer = wire.send(method, path.replace("DIGEST", DIGEST));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allowed);
    assertThat(answer.text()).contains("\"code\":\"UNSUPPORTED\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/x", "/v2/a/b/c", "/v2/a/blobs/x/y", "/v1/_ping", "/elsewhere"})
  void saysThatThereIsNoSuchPath(String path) throws Exception {
    Wire.Answer answer = wire.send("GET", path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text()).startsWith("{\"errors\":[{\"code\":\"UNSUPPORTED\",\"message\":\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPPER", "a..b", "-a", "a-", "a/_b", ".a", "a%20b"})
  void refusesNamesThatAreNone(String name) throws Exception {
    Wire.Answer answer = wire.send("GET", "/v2/%s/tags/list".formatted(name));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"code\":\"NAME_INVALID\"");
  }

  @Test
  void takesNamesOfTheWholeGrammar() throws Exception {
    String name = "a/b-c--d/e__f.g_h/" + "x".repeat(237);

    assertThat(wire.push(name, Content.of("named")).status()).isEqualTo(201);
    assertThat(wire.push(name + "y", Content.of("named")).status()).isEqualTo(400);
  }
}
