package io.drayage.transport.local;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The media type of a manifest that was stored without one, as {@code dir:} does: what it calls
 * itself, or else what its fields tell, by the same order of questions as containers/image.
 */
final class GuessedMediaType {
  private static final Set<MediaType> SELF_DECLARED =
      Set.of(
          MediaType.OCI_MANIFEST,
          MediaType.OCI_INDEX,
          MediaType.DOCKER_MANIFEST,
          MediaType.DOCKER_LIST);

  private GuessedMediaType() {}

  /** Never fails: what is no manifest at all is {@link MediaType#OCTET_STREAM}. */
  static MediaType of(byte[] manifest) {
    JsonNode root;
    try {
      root = BoundedJson.read(manifest, "the manifest");
    } catch (InvalidFormatException e) {
      return MediaType.OCTET_STREAM;
    }
    String declared = BoundedJson.text(root, "mediaType");
    if (declared != null && !declared.isBlank() && declared.length() <= 255) {
      MediaType type = new MediaType(declared);
      if (SELF_DECLARED.contains(type)) {
        return type;
      }
    }
    return switch (root.path("schemaVersion").asInt(0)) {
      case 1 -> root.has("signatures") ? MediaType.DOCKER_SCHEMA1_SIGNED : MediaType.DOCKER_SCHEMA1;
      case 2 -> byFields(root);
      default -> MediaType.OCTET_STREAM;
    };
  }

  private static MediaType byFields(JsonNode root) {
    @Nullable String config = BoundedJson.text(root.path("config"), "mediaType");
    if (config == null) {
      return root.path("manifests").isArray() ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST;
    }
    return config.equals(MediaType.DOCKER_CONFIG.value())
        ? MediaType.DOCKER_MANIFEST
        : MediaType.OCI_MANIFEST;
  }
}
