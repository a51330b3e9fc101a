package io.drayage.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the JVM runs to train the AOT cache that the services start with: a start of the platform
 * and of its APIs, and then what the registry trains with, whose hot paths matter most.
 */
public final class TrainingRun {
  private static final List<String> PATHS =
      List.of("/v2/", "/health/ready", "/metrics", "/api/v1/syncs", "/api/v1/runs");

  private TrainingRun() {}

  /**
   * Trains, and fails with an exception.
   *
   * @param words one: a folder that is of no further use
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    Path folder = Path.of(words[0]);
    try (ConfigurableApplicationContext platform =
            Standalone.application()
                .run("--drayage.data=" + folder.resolve("platform"), "--server.port=0");
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String port = platform.getEnvironment().getRequiredProperty("local.server.port");
      for (String path : PATHS) {
        ask(client, URI.create("http://127.0.0.1:" + port + path));
      }
    }
    io.drayage.storage.TrainingRun.main(
        new String[] {"--drayage.storage.data=" + folder.resolve("registry"), "--server.port=0"});
  }

  private static void ask(HttpClient client, URI uri) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 500) {
      throw new IOException(
          "training: %s was answered with %d".formatted(uri, answer.statusCode()));
    }
  }
}
