package io.drayage.sidebyside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads which tags a registry has, by nothing but HTTP. Closing it closes the connections. */
final class RegistryTags implements AutoCloseable {
  private static final String ACCEPT =
      "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json,"
          + " application/vnd.docker.distribution.manifest.v2+json,"
          + " application/vnd.docker.distribution.manifest.list.v2+json,"
          + " application/vnd.docker.distribution.manifest.v1+prettyjws";

  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper mapper = JsonMapper.builder().build();
  private final URI registry;

  RegistryTags(URI registry) {
    this.registry = registry;
  }

  /** The tags below a namespace, as {@code repository:tag} without it, each with its digest. */
  Map<String, String> below(String namespace) throws IOException, InterruptedException {
    Map<String, String> tags = new TreeMap<>();
    for (JsonNode name : json("/v2/_catalog?n=1000").path("repositories")) {
      String repository = name.asString();
      if (repository.startsWith(namespace + "/")) {
        for (JsonNode tag : json("/v2/%s/tags/list".formatted(repository)).path("tags")) {
          tags.put(
              "docker:" + repository.substring(namespace.length() + 1) + ":" + tag.asString(),
              digest(repository, tag.asString()));
        }
      }
    }
    return tags;
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(registry.resolve(path)).build();
    return mapper.readTree(client.send(request, BodyHandlers.ofByteArray()).body());
  }

  private String digest(String repository, String tag) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(registry.resolve("/v2/%s/manifests/%s".formatted(repository, tag)))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .header("Accept", ACCEPT)
            .build();
    HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
    return answer.headers().firstValue("Docker-Content-Digest").orElse("gone");
  }

  @Override
  public void close() {
    client.close();
  }
}
