package io.drayage.signature;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a signature says: that the manifest with a digest is known by a name. The JSON document of
 * containers-signature(5), which sigstore uses with another type. Whoever reads one must have
 * verified its signature, or show it as what somebody pretends.
 *
 * @param dockerReference the name; not checked
 * @param creator the program that made the signature
 * @param timestamp when, in seconds since 1970; a remark, not to be relied on
 */
record SignedClaims(
    Digest manifest, String dockerReference, Optional<String> creator, OptionalLong timestamp) {

  /**
   * Reads a document strictly: in {@code critical} there is exactly what is known, nothing is there
   * twice, and everything has its type. What is unknown in {@code optional} is ignored.
   *
   * @throws InvalidFormatException when it has another form
   */
  static SignedClaims parse(ClaimsType type, byte[] json) {
    JsonNode root = SignatureJson.object(json, "the signed document");
    exactly(root, "the signed document", Set.of("critical", "optional"));
    JsonNode critical = object(root.get("critical"), "critical");
    exactly(critical, "\"critical\"", Set.of("type", "image", "identity"));
    String stated = text(critical.get("type"), "type");
    if (!stated.equals(type.toString())) {
      throw new InvalidFormatException(
          "the signed document has the type \"%s\", not \"%s\"".formatted(stated, type));
    }
    JsonNode image = object(critical.get("image"), "image");
    exactly(image, "\"image\"", Set.of("docker-manifest-digest"));
    JsonNode identity = object(critical.get("identity"), "identity");
    exactly(identity, "\"identity\"", Set.of("docker-reference"));
    JsonNode optional = root.get("optional");
    if (type == ClaimsType.SIMPLE || !optional.isNull()) {
      object(optional, "optional");
    }
    return new SignedClaims(
        Digest.parse(text(image.get("docker-manifest-digest"), "docker-manifest-digest")),
        text(identity.get("docker-reference"), "docker-reference"),
        present(optional.get("creator")).map(node -> text(node, "creator")),
        present(optional.get("timestamp"))
            .map(node -> OptionalLong.of(seconds(node)))
            .orElse(OptionalLong.empty()));
  }

  /** The document, in the spelling of skopeo: compact, with sorted keys. */
  byte[] json(ClaimsType type) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode critical = root.putObject("critical");
    critical.putObject("identity").put("docker-reference", dockerReference);
    critical.putObject("image").put("docker-manifest-digest", manifest.toString());
    critical.put("type", type.toString());
    ObjectNode optional = root.putObject("optional");
    creator.ifPresent(text -> optional.put("creator", text));
    timestamp.ifPresent(seconds -> optional.put("timestamp", seconds));
    return SignatureJson.bytes(root);
  }

  private static void exactly(JsonNode object, String name, Set<String> keys) {
    for (String key : keys) {
      if (object.get(key) == null) {
        throw new InvalidFormatException("\"%s\" is missing in %s".formatted(key, name));
      }
    }
    StreamSupport.stream(object.propertyNames().spliterator(), false)
        .filter(key -> !keys.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw new InvalidFormatException("\"%s\" is unknown in %s".formatted(key, name));
            });
  }

  private static Optional<JsonNode> present(@Nullable JsonNode node) {
    return Optional.ofNullable(node).filter(found -> !found.isNull());
  }

  private static JsonNode object(@Nullable JsonNode node, String name) {
    if (node == null || !node.isObject()) {
      throw new InvalidFormatException(
          "\"%s\" of the signed document is no object".formatted(name));
    }
    return node;
  }

  private static String text(@Nullable JsonNode node, String name) {
    if (node == null || !node.isString()) {
      throw new InvalidFormatException("\"%s\" of the signed document is no text".formatted(name));
    }
    return node.stringValue();
  }

  /** As a double, since its text may stand for a number of a billion digits. */
  private static long seconds(JsonNode node) {
    double number = node.isNumber() ? node.numberValue().doubleValue() : Double.NaN;
    if (Math.rint(number) != number || Math.abs(number) > 1L << 53) {
      throw new InvalidFormatException("\"timestamp\" of the signed document is no whole number");
    }
    return (long) number;
  }
}
