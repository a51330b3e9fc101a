package io.drayage.image;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The outermost object of a manifest, checked for what all kinds have in common. */
final class ManifestRoot {
  /** What tells the kinds of manifests apart. */
  private static final List<String> ESSENTIAL =
      List.of("config", "fsLayers", "history", "layers", "manifests");

  private static final List<String> IDENTIFYING = List.of("mediaType", "schemaVersion", "subject");

  private ManifestRoot() {}

  /**
   * Reads the object.
   *
   * @throws InvalidFormatException when it calls itself something else, or has an essential field
   *     of another kind: the same bytes must not be an image to one reader and an index to another
   */
  static JsonNode read(RawManifest raw, List<String> allowed) {
    JsonNode root = Json.object(raw.bytes(), "manifest");
    String mediaType = Json.text(root, "mediaType");
    if (mediaType != null && !mediaType.isEmpty() && !mediaType.equals(raw.mediaType().value())) {
      throw new InvalidFormatException(
          "the manifest calls itself %s but was served as %s"
              .formatted(mediaType, raw.mediaType()));
    }
    checkUnambiguous(root, raw.mediaType(), allowed);
    return root;
  }

  static void checkUnambiguous(JsonNode root, MediaType type, List<String> allowed) {
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      String name = field.getKey();
      boolean foreign = ESSENTIAL.contains(name) && !allowed.contains(name);
      if (!field.getValue().isNull() && (foreign || isMisspelt(name))) {
        throw new InvalidFormatException(
            "the manifest is ambiguous: %s must not have \"%s\"".formatted(type, name));
      }
    }
  }

  /** Readers that are written in Go take {@code Layers} for {@code layers}. */
  private static boolean isMisspelt(String name) {
    return isMisspelt(name, ESSENTIAL) || isMisspelt(name, IDENTIFYING);
  }

  private static boolean isMisspelt(String name, List<String> names) {
    return !names.contains(name) && names.stream().anyMatch(name::equalsIgnoreCase);
  }
}
