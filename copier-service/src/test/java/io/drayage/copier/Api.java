package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a client sees it. */
record Api(int port) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> ENDS =
      Set.of("succeeded", "failed", "cancelled", "planned", "paused");

  /** An answer. */
  record Answer(int status, String text) {
    JsonNode json() {
      return JSON.readTree(text);
    }
  }

  Answer send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1%s".formatted(port, path)))
            .timeout(Duration.ofMinutes(1))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  JsonNode get(String path) throws Exception {
    Answer answer = send("GET", path, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  JsonNode put(String path, String body) throws Exception {
    Answer answer = send("PUT", path, body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Posts without a body; the answer is that it was accepted. */
  JsonNode post(String path) throws Exception {
    Answer answer = send("POST", path, "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json();
  }

  /** Waits until a run stands. */
  JsonNode await(JsonNode run) throws Exception {
    long id = run.path("id").asLong();
    while (true) {
      JsonNode now = get("/runs/" + id);
      if (ENDS.contains(now.path("state").asString())) {
        return now;
      }
      Thread.sleep(50);
    }
  }
}
