package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image as the registry serves it: every manifest and blob below a reference, read to the end
 * and hashed again.
 *
 * @param digest of the manifest that the reference names
 * @param config of the image, or of the first one that an index lists
 * @param contents the digests of all manifests and blobs
 */
record StoredImage(Digest digest, String config, Set<String> contents) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Reads it all; fails when anything is missing or is not what its digest says. */
  static StoredImage read(Wire wire, String repository, String reference)
      throws IOException, InterruptedException {
    Wire.Answer answer = manifest(wire, repository, reference);
    Set<String> contents = new HashSet<>();
    String config = readBelow(new Source(wire, repository), answer, contents);
    return new StoredImage(Digest.parse(answer.header("Docker-Content-Digest")), config, contents);
  }

  private record Source(Wire wire, String repository) {}

  private static String readBelow(Source source, Wire.Answer answer, Set<String> contents)
      throws IOException, InterruptedException {
    contents.add(answer.header("Docker-Content-Digest"));
    JsonNode manifest = JSON.readTree(answer.bytes());
    String config = manifest.path("config").path("digest").stringValue("");
    for (JsonNode child : manifest.path("manifests")) {
      Wire.Answer below =
          manifest(source.wire(), source.repository(), child.get("digest").stringValue());
      String found = readBelow(source, below, contents);
      config = config.isEmpty() ? found : config;
    }
    if (manifest.has("config")) {
      readBlob(source, manifest.get("config"), contents);
    }
    for (JsonNode layer : manifest.path("layers")) {
      readBlob(source, layer, contents);
    }
    return config;
  }

  private static Wire.Answer manifest(Wire wire, String repository, String reference)
      throws IOException, InterruptedException {
    String path = "/v2/%s/manifests/%s".formatted(repository, reference);
    Wire.Answer answer = wire.send("GET", path);
    assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
    String claimed = answer.header("Docker-Content-Digest");
    assertThat(Digest.of(answer.bytes())).as(path).hasToString(claimed);
    if (reference.contains(":")) {
      assertThat(claimed).as(path).isEqualTo(reference);
    }
    return answer;
  }

  private static void readBlob(Source source, JsonNode descriptor, Set<String> contents)
      throws IOException, InterruptedException {
    String digest = descriptor.get("digest").stringValue();
    if (contents.add(digest)) {
      String path = "/v2/%s/blobs/%s".formatted(source.repository(), digest);
      Wire.Fetched blob = source.wire().fetch(path);
      assertThat(blob.status()).as(path).isEqualTo(200);
      assertThat(blob.digest()).as(path).hasToString(digest);
      assertThat(blob.length()).as(path).isEqualTo(descriptor.get("size").longValue());
    }
  }
}
