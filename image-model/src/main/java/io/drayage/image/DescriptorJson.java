package io.drayage.image;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Descriptors and platforms as JSON, in the field order of the OCI specification's Go types. */
final class DescriptorJson {
  private DescriptorJson() {}

  static Descriptor read(JsonNode node, String where) {
    if (!node.isObject()) {
      throw new InvalidFormatException("%s is not an object".formatted(where));
    }
    try {
      String artifactType = Json.text(node, "artifactType");
      return new Descriptor(
          MediaType.parse(Json.requiredText(node, "mediaType")),
          Digest.parse(Json.requiredText(node, "digest")),
          Json.requiredSize(node, "size"),
          Json.texts(node, "urls"),
          Json.textMap(node, "annotations"),
          Json.child(node, "platform").map(DescriptorJson::readPlatform).orElse(null),
          artifactType == null || artifactType.isEmpty() ? null : MediaType.parse(artifactType));
    } catch (InvalidFormatException e) {
      throw new InvalidFormatException("%s: %s".formatted(where, e.getMessage()), e);
    }
  }

  private static Platform readPlatform(JsonNode node) {
    return new Platform(
        textOrEmpty(Json.text(node, "os")),
        textOrEmpty(Json.text(node, "architecture")),
        Json.text(node, "variant"),
        Json.text(node, "os.version"),
        Json.texts(node, "os.features"));
  }

  private static String textOrEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static ObjectNode write(Descriptor descriptor) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("mediaType", descriptor.mediaType().value());
    node.put("digest", descriptor.digest().toString());
    node.put("size", descriptor.size());
    if (!descriptor.urls().isEmpty()) {
      descriptor.urls().forEach(node.putArray("urls")::add);
    }
    if (!descriptor.annotations().isEmpty()) {
      descriptor.annotations().forEach(node.putObject("annotations")::put);
    }
    Platform platform = descriptor.platform();
    if (platform != null) {
      node.set("platform", writePlatform(platform));
    }
    MediaType artifactType = descriptor.artifactType();
    if (artifactType != null) {
      node.put("artifactType", artifactType.value());
    }
    return node;
  }

  private static ObjectNode writePlatform(Platform platform) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("architecture", platform.architecture());
    node.put("os", platform.os());
    if (platform.osVersion() != null) {
      node.put("os.version", platform.osVersion());
    }
    if (!platform.osFeatures().isEmpty()) {
      platform.osFeatures().forEach(node.putArray("os.features")::add);
    }
    if (platform.variant() != null) {
      node.put("variant", platform.variant());
    }
    return node;
  }
}
