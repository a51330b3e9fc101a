package io.drayage.testing;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RawManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What one repository of a {@link MemoryRegistry} holds. */
final class RepositoryContent {
  final Map<Digest, Content> blobs = new ConcurrentHashMap<>();
  final Map<Digest, RawManifest> manifests = new ConcurrentHashMap<>();
  final NavigableMap<String, Digest> tags = new ConcurrentSkipListMap<>();

  /** Finds a manifest by tag or digest. */
  Optional<RawManifest> manifest(String reference) {
    return digestOf(reference).map(manifests::get);
  }

  Optional<Digest> digestOf(String reference) {
    return reference.contains(":")
        ? parseDigest(reference)
        : Optional.ofNullable(tags.get(reference));
  }

  static Optional<Digest> parseDigest(String text) {
    try {
      return Optional.of(Digest.parse(text));
    } catch (InvalidFormatException e) {
      return Optional.empty();
    }
  }

  /** Digests that a manifest needs and that are not here. */
  List<String> missingContent(RawManifest manifest) {
    JsonNode tree;
    try {
      tree = TestJson.read(manifest.bytes());
    } catch (JacksonException e) {
      return List.of("anything, for it is not JSON");
    }
    List<String> missing = new ArrayList<>();
    tree.path("manifests").forEach(child -> addIfMissing(child.path("digest"), manifests, missing));
    tree.path("layers").forEach(layer -> addIfMissing(layer.path("digest"), blobs, missing));
    tree.path("fsLayers").forEach(layer -> addIfMissing(layer.path("blobSum"), blobs, missing));
    if (tree.has("config")) {
      addIfMissing(tree.path("config").path("digest"), blobs, missing);
    }
    return missing;
  }

  private static void addIfMissing(JsonNode digest, Map<Digest, ?> present, List<String> missing) {
    String text = digest.asString("");
    if (parseDigest(text).filter(present::containsKey).isEmpty()) {
      missing.add(text);
    }
  }
}
