package io.drayage.testing;

import io.drayage.image.RawManifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what the referrers API needs of a manifest: distribution specification 1.1. */
final class Referrers {
  private Referrers() {}

  /** The digest of the manifest that this one refers to. */
  static Optional<String> subject(RawManifest manifest) {
    return Optional.of(tree(manifest).path("subject").path("digest").asString(""))
        .filter(digest -> !digest.isEmpty());
  }

  /** The descriptor of a referrer as the API lists it. */
  static Map<String, Object> descriptor(RawManifest manifest) {
    JsonNode tree = tree(manifest);
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", manifest.mediaType().value());
    descriptor.put("digest", manifest.digest().toString());
    descriptor.put("size", manifest.size());
    String artifactType = artifactType(tree);
    if (!artifactType.isEmpty()) {
      descriptor.put("artifactType", artifactType);
    }
    if (tree.has("annotations")) {
      descriptor.put("annotations", tree.get("annotations"));
    }
    return descriptor;
  }

  private static String artifactType(JsonNode tree) {
    String own = tree.path("artifactType").asString("");
    return own.isEmpty() ? tree.path("config").path("mediaType").asString("") : own;
  }

  private static JsonNode tree(RawManifest manifest) {
    try {
      return TestJson.read(manifest.bytes());
    } catch (JacksonException e) {
      return TestJson.read(new byte[] {'{', '}'});
    }
  }
}
