package io.drayage.benchmarks;

import io.drayage.testing.ImageFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks a registry whether what was copied is there; a fast tool that loses data is not fast. */
final class DestinationCheck implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI registry;

  DestinationCheck(URI registry) {
    this.registry = registry;
  }

  /** Fails unless the tag has this very manifest; the registry itself asks for its content. */
  void holds(String repository, String tag, ImageFixture image)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(registry.resolve("/v2/%s/manifests/%s".formatted(repository, tag)))
            .header("Accept", image.manifest().mediaType().value())
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
    String digest = response.headers().firstValue("Docker-Content-Digest").orElse("nothing");
    if (!digest.equals(image.digest().toString())) {
      throw new IOException(
          "%s/%s:%s is %s instead of %s"
              .formatted(registry, repository, tag, digest, image.digest()));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
