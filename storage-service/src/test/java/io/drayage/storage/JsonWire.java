package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the REST API, and pushes what it is to tell about. */
record JsonWire(Wire wire) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Sends a request that must succeed; an empty answer is a missing node. */
  JsonNode ok(String method, String path, String... body) throws Exception {
    Wire.Answer answer = send(method, path, body);
    assertThat(answer.status()).as("%s %s: %s", method, path, answer.text()).isBetween(200, 204);
    return JSON.readTree(answer.bytes());
  }

  /** Sends a request that must fail, and tells with which problem. */
  JsonNode problem(String method, String path, String... body) throws Exception {
    Wire.Answer answer = send(method, path, body);
    assertThat(answer.status()).as("%s %s: %s", method, path, answer.text()).isBetween(400, 599);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    return JSON.readTree(answer.bytes());
  }

  Wire.Answer send(String method, String path, String... body) throws Exception {
    return wire.send(
        method,
        path,
        String.join("", body).getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  /** Pushes an image with its blobs; the answer is that of the manifest. */
  Wire.Answer push(String repository, String tag, ImageFixture image) throws Exception {
    for (Content blob : image.ownBlobs().values()) {
      assertThat(wire.push(repository, blob).status()).isEqualTo(201);
    }
    return putManifest(repository, tag, image);
  }

  /** Pushes the manifest of an image whose blobs are there. */
  Wire.Answer putManifest(String repository, String reference, ImageFixture image)
      throws Exception {
    return wire.send(
        "PUT",
        "/v2/%s/manifests/%s".formatted(repository, reference),
        image.manifest().bytes(),
        "Content-Type",
        image.manifest().mediaType().value());
  }

  int statusOf(String repository, String reference) throws Exception {
    return wire.send("GET", "/v2/%s/manifests/%s".formatted(repository, reference)).status();
  }

  int statusOf(String repository, Digest digest) throws Exception {
    return statusOf(repository, digest.toString());
  }
}
