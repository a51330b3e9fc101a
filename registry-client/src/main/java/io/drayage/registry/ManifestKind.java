package io.drayage.registry;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Finds out what kind of manifest some bytes are, when the registry is vague about it. */
final class ManifestKind {
  private static final Set<String> VAGUE =
      Set.of(
          "application/json",
          "application/octet-stream",
          "binary/octet-stream",
          "application/x-www-form-urlencoded",
          "text/plain",
          "text/html",
          "text/xml",
          "application/xml");

  private ManifestKind() {}

  /** Whether a media type says what kind of manifest it is. */
  static boolean isTelling(MediaType type) {
    return !VAGUE.contains(type.value());
  }

  static MediaType of(String what, Optional<MediaType> declared, byte[] bytes)
      throws RegistryException {
    if (declared.isPresent() && isTelling(declared.get())) {
      return declared.get();
    }
    Optional<JsonNode> document = Documents.object(bytes);
    if (document.isEmpty()) {
      throw new RegistryException.ProtocolViolation(
          "%s: the answer is %s and not a manifest: %s"
              .formatted(
                  what,
                  declared.map(MediaType::value).orElse("of no declared type"),
                  ErrorBody.of(bytes).text()));
    }
    return guess(document.get());
  }

  private static MediaType guess(JsonNode document) {
    String stated = Documents.text(document, "mediaType");
    if (!stated.isEmpty()) {
      try {
        return MediaType.parse(stated);
      } catch (InvalidFormatException e) {
        return MediaType.OCTET_STREAM;
      }
    }
    if (document.has("signatures") && document.has("fsLayers")) {
      return MediaType.DOCKER_SCHEMA1_SIGNED;
    }
    if (document.has("fsLayers")) {
      return MediaType.DOCKER_SCHEMA1;
    }
    if (document.has("manifests")) {
      return MediaType.OCI_INDEX;
    }
    return document.has("config") ? MediaType.OCI_MANIFEST : MediaType.OCTET_STREAM;
  }
}
