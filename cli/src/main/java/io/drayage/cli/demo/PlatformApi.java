package io.drayage.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of a platform, as far as the demo needs it. Whoever opens it closes it. */
final class PlatformApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final Optional<String> token;

  PlatformApi(String url, Optional<String> token) {
    this.base = url + "/api/v1";
    this.token = token;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody());
  }

  JsonNode put(String path, String json) throws IOException, InterruptedException {
    return send("PUT", path, BodyPublishers.ofString(json));
  }

  JsonNode post(String path) throws IOException, InterruptedException {
    return send("POST", path, BodyPublishers.noBody());
  }

  private JsonNode send(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(method, body);
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "%s %s%s was answered with %d: %s"
              .formatted(method, base, path, answer.statusCode(), answer.body()));
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
