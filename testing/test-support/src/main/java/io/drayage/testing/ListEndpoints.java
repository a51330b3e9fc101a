package io.drayage.testing;

import io.drayage.image.RawManifest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tags, the catalog and referrers, page by page. */
final class ListEndpoints {
  private final RegistryState state;

  ListEndpoints(RegistryState state) {
    this.state = state;
  }

  void tags(HttpCall call, String repository) throws IOException {
    if (state.is(RegistrySwitch.NO_TAG_LIST)) {
      call.error(403, "DENIED", "tags may not be listed");
      return;
    }
    Optional<RepositoryContent> content = state.existing(repository);
    if (content.isEmpty()) {
      call.error(404, "NAME_UNKNOWN", "repository name not known to registry");
      return;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", repository);
    answer.put("tags", page(call, content.get().tags.keySet()));
    call.json(200, answer);
  }

  void catalog(HttpCall call) throws IOException {
    if (state.is(RegistrySwitch.NO_CATALOG)) {
      call.error(401, "UNAUTHORIZED", "the catalog is not for you");
      return;
    }
    call.json(200, Map.of("repositories", page(call, state.repositories.keySet())));
  }

  void referrers(HttpCall call, String repository, String digest) throws IOException {
    if (state.is(RegistrySwitch.NO_REFERRERS)) {
      call.error(404, "NOT_FOUND", "404 page not found");
      return;
    }
    if (state.is(RegistrySwitch.REFERRERS_FAIL)) {
      call.error(403, "DENIED", "no referrers for you");
      return;
    }
    if (RepositoryContent.parseDigest(digest).isEmpty()) {
      call.error(400, "DIGEST_INVALID", "invalid digest");
      return;
    }
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    state.existing(repository).map(r -> r.manifests.values()).stream()
        .flatMap(Collection::stream)
        .sorted(Comparator.comparing(RawManifest::digest))
        .filter(m -> Referrers.subject(m).equals(Optional.of(digest)))
        .forEach(m -> found.put(m.digest().toString(), Referrers.descriptor(m)));
    Optional<String> type = call.parameter("artifactType");
    if (type.isPresent()) {
      call.set("OCI-Filters-Applied", "artifactType");
      found.values().removeIf(d -> !type.get().equals(d.get("artifactType")));
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", "application/vnd.oci.image.index.v1+json");
    index.put("manifests", page(call, found.keySet()).stream().map(found::get).toList());
    call.set("Content-Type", "application/vnd.oci.image.index.v1+json")
        .answer(200, TestJson.bytes(index));
  }

  /** The page that {@code n} and {@code last} ask for; links to the next one if there is more. */
  private List<String> page(HttpCall call, Collection<String> sorted) {
    int limit =
        call.parameter("n")
            .map(n -> Math.min(Integer.parseInt(n), state.settings.pageSize()))
            .orElse(state.settings.pageSize());
    String last = call.parameter("last").orElse("");
    List<String> rest = sorted.stream().filter(entry -> entry.compareTo(last) > 0).toList();
    if (rest.size() <= limit) {
      return rest;
    }
    List<String> page = rest.subList(0, limit);
    if (limit > 0) {
      String next = URLEncoder.encode(page.getLast(), StandardCharsets.UTF_8);
      String filter = call.parameter("artifactType").map(t -> "&artifactType=" + t).orElse("");
      call.set(
          "Link", "<%s?last=%s&n=%d%s>; rel=\"next\"".formatted(call.path(), next, limit, filter));
    }
    return page;
  }
}
