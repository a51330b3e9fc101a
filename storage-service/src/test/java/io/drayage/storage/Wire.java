package io.drayage.storage;

import io.drayage.image.Digest;
import io.drayage.image.DigestAlgorithm;
import io.drayage.image.RawManifest;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.RegistryUpload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Sends single requests of the protocol. */
record Wire(URI registry, HttpClient client) implements AutoCloseable {

  static Wire to(URI registry) {
    return new Wire(registry, HttpClient.newHttpClient());
  }

  /** An answer with its body as bytes. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    List<String> headers(String name) {
      return response.headers().allValues(name);
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
      return response.body();
    }
  }

  Answer send(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(registry.resolve(path))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
  }

  Answer send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return send(method, path, new byte[0], headers);
  }

  /** Sends a body without saying how long it is. */
  Answer stream(String method, String path, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(registry.resolve(path))
            .method(method, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    return new Answer(client.send(request, BodyHandlers.ofByteArray()));
  }

  /** What a GET brought, hashed while it arrived. */
  record Fetched(int status, Digest digest, long length) {}

  /** Reads a body of any size. */
  Fetched fetch(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(
            HttpRequest.newBuilder(registry.resolve(path)).build(), BodyHandlers.ofInputStream());
    MessageDigest computation = DigestAlgorithm.SHA256.newMessageDigest();
    long length = 0;
    try (InputStream in = answer.body()) {
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        computation.update(buffer, 0, read);
        length += read;
      }
    }
    return new Fetched(
        answer.statusCode(), Digest.finish(DigestAlgorithm.SHA256, computation), length);
  }

  /** Pushes a blob with one POST. */
  Answer push(String repository, Content blob) throws IOException, InterruptedException {
    return send(
        "POST",
        "/v2/%s/blobs/uploads/?digest=%s".formatted(repository, blob.digest()),
        blob.bytes(),
        "Content-Type",
        "application/octet-stream");
  }

  /** Pushes an image with all that it needs. */
  void push(ImageFixture image, String repository, String... tags)
      throws IOException, InterruptedException {
    try (RegistryUpload upload = new RegistryUpload(registry)) {
      upload.push(image, repository, tags);
    }
  }

  /** Pushes the manifest of an image alone, under a tag or a digest. */
  Answer put(ImageFixture image, String repository, String reference)
      throws IOException, InterruptedException {
    return put(image.manifest(), "/v2/%s/manifests/%s".formatted(repository, reference));
  }

  Answer put(RawManifest manifest, String path) throws IOException, InterruptedException {
    return send("PUT", path, manifest.bytes(), "Content-Type", manifest.mediaType().value());
  }

  /** Follows a {@code Link} to the next page. */
  Answer next(Answer page) throws IOException, InterruptedException {
    String link = page.header("Link");
    return send("GET", link.substring(1, link.indexOf('>')));
  }

  /** Opens an upload and tells where it is. */
  String begin(String repository) throws IOException, InterruptedException {
    return send("POST", "/v2/%s/blobs/uploads/".formatted(repository)).header("Location");
  }

  @Override
  public void close() {
    client.close();
  }
}
