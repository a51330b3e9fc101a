package io.drayage.image;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What kind of manifest some bytes are, for those that come without a trustworthy media type. */
public final class ManifestTypes {
  private ManifestTypes() {}

  /**
   * Guesses from the content, as the Linux container tools do for files: a known {@code mediaType}
   * field decides; then schema version 1 with or without {@code signatures}; then, for schema
   * version 2, what the config is; then whether there is a list of manifests. Nothing when the
   * bytes are no JSON object or none of this is there.
   */
  public static Optional<MediaType> guess(byte[] bytes) {
    try {
      return guess(Json.object(bytes, "manifest"));
    } catch (InvalidFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<MediaType> guess(JsonNode root) {
    String declared = Json.text(root, "mediaType");
    if (declared != null && !declared.isBlank()) {
      MediaType type = new MediaType(declared);
      if (type.isIndex() || type.isImageManifest()) {
        return Optional.of(type);
      }
    }
    long version = root.hasNonNull("schemaVersion") ? Json.requiredSize(root, "schemaVersion") : 0;
    if (version == 1) {
      return Optional.of(
          root.hasNonNull("signatures")
              ? MediaType.DOCKER_SCHEMA1_SIGNED
              : MediaType.DOCKER_SCHEMA1);
    }
    return version == 2 ? Optional.of(guessVersion2(root)) : Optional.empty();
  }

  private static MediaType guessVersion2(JsonNode root) {
    String config = Json.child(root, "config").map(c -> Json.text(c, "mediaType")).orElse("");
    if (config.equals(MediaType.DOCKER_CONFIG.value())) {
      return MediaType.DOCKER_MANIFEST;
    }
    boolean lists = config.isEmpty() && !Json.elements(root, "manifests").isEmpty();
    return lists ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST;
  }

  /**
   * The type to read bytes by that a server called something: its word when that is a type of
   * manifest, otherwise the guess ({@code text/plain} and {@code application/json} are seen behind
   * content delivery networks), and its word again when there is no guess.
   */
  public static MediaType effective(MediaType claimed, byte[] bytes) {
    return claimed.isManifest() ? claimed : guess(bytes).orElse(claimed);
  }

  /**
   * The SHA-256 digest by which a registry knows a manifest that is in a file: of all the bytes,
   * without the signatures when it is a signed schema 1 manifest. What is no manifest has the
   * digest of its bytes.
   */
  public static Digest digestOf(byte[] bytes) {
    return ManifestDigests.digestOf(bytes, guess(bytes).orElse(MediaType.OCTET_STREAM));
  }
}
