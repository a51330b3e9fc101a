package io.drayage.storage;

import io.drayage.image.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What the JVM runs to train the AOT cache that the service starts with: a start, pushes and pulls
 * of small images, and an orderly end. The cache keeps the classes that were loaded and which of
 * their methods were hot, so that these are compiled well from the first requests on.
 */
public final class TrainingRun {
  private static final int PUSHES = 500;
  private static final int BYTES = 70_000;
  private static final String REPOSITORY = "/v2/training/run";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final Set<Integer> GOOD = Set.of(200, 201, 202);

  private final HttpClient client;
  private final URI registry;

  private TrainingRun(HttpClient client, URI registry) {
    this.client = client;
    this.registry = registry;
  }

  /**
   * Trains, and fails with an exception.
   *
   * @param words the settings of the service, a data folder that is of no further use among them
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    try (ConfigurableApplicationContext context = StorageService.application().run(words);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      new TrainingRun(client, URI.create("http://127.0.0.1:" + port)).train();
    }
  }

  private void train() throws IOException, InterruptedException {
    String blob = "";
    byte[] content = new byte[BYTES];
    for (int i = 0; i < PUSHES; i++) {
      ByteBuffer.wrap(content).putInt(i);
      blob = push(content);
      read(REPOSITORY + "/blobs/" + blob);
    }
    for (int i = 0; i < PUSHES; i++) {
      byte[] manifest = manifest(blob, i).getBytes(StandardCharsets.UTF_8);
      String tag = REPOSITORY + "/manifests/t" + i % 10;
      send("PUT", tag, BodyPublishers.ofByteArray(manifest));
      read(tag);
      read(REPOSITORY + "/manifests/" + Digest.of(manifest));
      read(REPOSITORY + "/tags/list");
    }
    read("/api/v1/repositories");
  }

  private String push(byte[] content) throws IOException, InterruptedException {
    String digest = Digest.of(content).toString();
    String upload = location(send("POST", REPOSITORY + "/blobs/uploads/", BodyPublishers.noBody()));
    upload = location(send("PATCH", upload, BodyPublishers.ofByteArray(content)));
    send("PUT", upload + "?digest=" + digest, BodyPublishers.noBody());
    return digest;
  }

  private static String manifest(String blob, int number) {
    return """
        {"schemaVersion":2,"mediaType":"%s",
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":%d,"digest":"%s"},
        "layers":[],"annotations":{"number":"%d"}}"""
        .formatted(MANIFEST, BYTES, blob, number);
  }

  private void read(String path) throws IOException, InterruptedException {
    send("HEAD", path, BodyPublishers.noBody());
    send("GET", path, BodyPublishers.noBody());
  }

  private static String location(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<byte[]> send(String method, String path, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(registry.resolve(path))
            .header("Content-Type", MANIFEST)
            .method(method, body)
            .build();
    HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
    if (!GOOD.contains(answer.statusCode())) {
      throw new IOException(
          "training: %s %s was answered with %d".formatted(method, path, answer.statusCode()));
    }
    return answer;
  }
}
