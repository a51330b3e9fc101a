package io.drayage.image;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The outermost object of a manifest, checked for what all kinds have in common. */
final class ManifestRoot {
  private ManifestRoot() {}

  static JsonNode read(RawManifest raw) {
    JsonNode root = Json.object(raw.bytes(), "manifest");
    String mediaType = Json.text(root, "mediaType");
    if (mediaType != null && !mediaType.isEmpty() && !mediaType.equals(raw.mediaType().value())) {
      throw new InvalidFormatException(
          "the manifest calls itself %s but was served as %s"
              .formatted(mediaType, raw.mediaType()));
    }
    return root;
  }

  /** A tree that may be changed. */
  static ObjectNode copy(RawManifest raw) {
    return (ObjectNode) Json.object(raw.bytes(), "manifest");
  }

  /** The same bytes must not be an image to one reader and an index to another. */
  static InvalidFormatException ambiguous(RawManifest raw, String field) {
    return new InvalidFormatException(
        "the manifest is ambiguous: %s must not have \"%s\"".formatted(raw.mediaType(), field));
  }
}
