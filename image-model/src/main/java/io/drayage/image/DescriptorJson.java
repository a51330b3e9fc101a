package io.drayage.image;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Descriptors and platforms as JSON, in the order of fields that the field's tools write. */
final class DescriptorJson {
  private static final List<String> KNOWN =
      List.of(
          "mediaType", "digest", "size", "urls", "annotations", "data", "platform", "artifactType");

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

  /** A descriptor for a manifest or index of a type: Docker's have the size before the digest. */
  static ObjectNode write(Descriptor descriptor, MediaType manifestType) {
    ObjectNode node = writeIdentity(descriptor, manifestType);
    writeOptionalFields(node, descriptor);
    writeKind(node, descriptor);
    return node;
  }

  /**
   * The same for a descriptor that was read from JSON: what was there and is not known here is
   * kept, as are the embedded data.
   */
  static ObjectNode rewrite(Descriptor descriptor, JsonNode original, MediaType manifestType) {
    ObjectNode node = writeIdentity(descriptor, manifestType);
    writeOptionalFields(node, descriptor);
    if (original.hasNonNull("data")) {
      node.set("data", original.get("data"));
    }
    writeKind(node, descriptor);
    if (descriptor.platform() != null) {
      appendUnknown(node.withObject("/platform"), original.get("platform"), PLATFORM);
    }
    appendUnknown(node, original, KNOWN);
    return node;
  }

  private static final List<String> PLATFORM =
      List.of("architecture", "os", "os.version", "os.features", "variant");

  private static void appendUnknown(ObjectNode node, JsonNode original, List<String> known) {
    for (Map.Entry<String, JsonNode> field : original.properties()) {
      if (!known.contains(field.getKey())) {
        node.set(field.getKey(), field.getValue());
      }
    }
  }

  private static ObjectNode writeIdentity(Descriptor descriptor, MediaType manifestType) {
    ObjectNode node = Json.nodes().objectNode();
    node.put("mediaType", descriptor.mediaType().value());
    if (manifestType.isDocker()) {
      node.put("size", descriptor.size());
      node.put("digest", descriptor.digest().toString());
    } else {
      node.put("digest", descriptor.digest().toString());
      node.put("size", descriptor.size());
    }
    return node;
  }

  private static void writeOptionalFields(ObjectNode node, Descriptor descriptor) {
    if (!descriptor.urls().isEmpty()) {
      descriptor.urls().forEach(node.putArray("urls")::add);
    }
    if (!descriptor.annotations().isEmpty()) {
      node.set("annotations", writeAnnotations(descriptor.annotations()));
    }
  }

  private static void writeKind(ObjectNode node, Descriptor descriptor) {
    Platform platform = descriptor.platform();
    if (platform != null) {
      node.set("platform", writePlatform(platform));
    }
    MediaType artifactType = descriptor.artifactType();
    if (artifactType != null) {
      node.put("artifactType", artifactType.value());
    }
  }

  /** Go sorts the keys of a map. */
  static ObjectNode writeAnnotations(Map<String, String> annotations) {
    ObjectNode node = Json.nodes().objectNode();
    Map<String, String> sorted = new TreeMap<>(GoJson.KEY_ORDER);
    sorted.putAll(annotations);
    sorted.forEach(node::put);
    return node;
  }

  static ObjectNode writePlatform(Platform platform) {
    ObjectNode node = Json.nodes().objectNode();
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
