package io.drayage.testing;

import io.drayage.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/**
 * Puts images onto a registry over plain HTTP, without credentials: to prepare a real registry for
 * a test, not to test one. It shares no code with the product. Close it when all is there.
 */
public final class RegistryUpload implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI registry;

  /**
   * @param registry {@code http://host:port}
   */
  public RegistryUpload(URI registry) {
    this.registry = registry;
  }

  /**
   * Uploads what is not there yet and sets the tags.
   *
   * @throws IOException when the registry refuses something; the message has its answer
   */
  public void push(ImageFixture image, String repository, String... tags)
      throws IOException, InterruptedException {
    for (ImageFixture child : image.children()) {
      push(child, repository);
    }
    for (Map.Entry<Digest, Content> blob : image.ownBlobs().entrySet()) {
      pushBlob(repository, blob.getKey(), blob.getValue());
    }
    if (tags.length == 0) {
      pushManifest(image, repository, image.digest().toString());
    }
    for (String tag : tags) {
      pushManifest(image, repository, tag);
    }
  }

  private void pushBlob(String repository, Digest digest, Content content)
      throws IOException, InterruptedException {
    URI there = registry.resolve("/v2/%s/blobs/%s".formatted(repository, digest));
    if (send(there, "HEAD", BodyPublishers.noBody()).statusCode() == 200) {
      return;
    }
    URI uploads = registry.resolve("/v2/%s/blobs/uploads/".formatted(repository));
    HttpResponse<String> opened = send(uploads, "POST", BodyPublishers.noBody());
    expect(opened, 202);
    String location = opened.headers().firstValue("Location").orElseThrow();
    URI target =
        uploads.resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
    expect(send(target, "PUT", publisher(content)), 201);
  }

  private static BodyPublisher publisher(Content content) {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> open(content)), Math.max(1, content.length()));
  }

  private static InputStream open(Content content) {
    try {
      return content.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pushManifest(ImageFixture image, String repository, String reference)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                registry.resolve("/v2/%s/manifests/%s".formatted(repository, reference)))
            .header("Content-Type", image.manifest().mediaType().value())
            .PUT(BodyPublishers.ofByteArray(image.manifest().bytes()))
            .build();
    expect(client.send(request, BodyHandlers.ofString()), 201);
  }

  private HttpResponse<String> send(URI uri, String method, BodyPublisher body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri).method(method, body).build(), BodyHandlers.ofString());
  }

  private static void expect(HttpResponse<String> response, int status) throws IOException {
    if (response.statusCode() != status) {
      throw new IOException(
          "%s answered %d: %s".formatted(response.uri(), response.statusCode(), response.body()));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
