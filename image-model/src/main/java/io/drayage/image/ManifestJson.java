package io.drayage.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds and edits the JSON of a manifest or index. Fields stand in the order in which the field's
 * tools write them, so that equal content gets equal bytes; fields that are not known here are kept
 * behind them.
 */
final class ManifestJson {
  private static final List<String> ORDER =
      List.of(
          "schemaVersion",
          "mediaType",
          "artifactType",
          "config",
          "layers",
          "manifests",
          "subject",
          "annotations");

  private final MediaType type;
  private final ObjectNode original;
  private final ObjectNode root;

  private ManifestJson(MediaType type, ObjectNode original) {
    this.type = type;
    this.original = original;
    this.root = original.deepCopy();
  }

  static ManifestJson create(MediaType type, ManifestDetails details) {
    if (type.isDocker() && !details.isEmpty()) {
      throw new InvalidFormatException(
          "%s has no place for annotations, a subject or an artifact type".formatted(type));
    }
    ObjectNode root = Json.nodes().objectNode();
    root.put("schemaVersion", 2);
    root.put("mediaType", type.value());
    MediaType artifactType = details.artifactType();
    if (artifactType != null) {
      root.put("artifactType", artifactType.value());
    }
    Descriptor subject = details.subject();
    if (subject != null) {
      root.set("subject", DescriptorJson.write(subject, type));
    }
    var json = new ManifestJson(type, root);
    json.annotations(details.annotations());
    return json;
  }

  /** Starts from the content of a manifest, with its subject and annotations put in order. */
  static ManifestJson edit(Manifest manifest, Map<String, String> annotations) {
    RawManifest raw = manifest.raw();
    var json = new ManifestJson(raw.mediaType(), (ObjectNode) Json.object(raw.bytes(), "manifest"));
    json.annotations(annotations);
    Json.child(json.original, "subject")
        .ifPresent(
            subject ->
                json.root.set(
                    "subject",
                    DescriptorJson.rewrite(
                        DescriptorJson.read(subject, "subject"), subject, json.type)));
    return json;
  }

  private void annotations(Map<String, String> annotations) {
    if (annotations.isEmpty()) {
      root.remove("annotations");
    } else {
      root.set("annotations", DescriptorJson.writeAnnotations(annotations));
    }
  }

  ManifestJson descriptor(String field, Descriptor descriptor) {
    JsonNode before = original.path(field);
    root.set(field, write(descriptor, byContent(before.isObject() ? List.of(before) : List.of())));
    return this;
  }

  ManifestJson descriptors(String field, List<Descriptor> descriptors) {
    Map<Descriptor, JsonNode> before = byContent(Json.elements(original, field));
    ArrayNode array = Json.nodes().arrayNode();
    for (Descriptor descriptor : descriptors) {
      array.add(write(descriptor, before));
    }
    root.set(field, array);
    return this;
  }

  /** What there was, to be looked up by what is known of it: an index may have many entries. */
  private static Map<Descriptor, JsonNode> byContent(List<JsonNode> nodes) {
    Map<Descriptor, JsonNode> known = new HashMap<>();
    for (JsonNode node : nodes) {
      known.putIfAbsent(DescriptorJson.read(node, "descriptor"), node);
    }
    return known;
  }

  private ObjectNode write(Descriptor descriptor, Map<Descriptor, JsonNode> before) {
    JsonNode node = before.get(descriptor);
    return node == null
        ? DescriptorJson.write(descriptor, type)
        : DescriptorJson.rewrite(descriptor, node, type);
  }

  RawManifest finish() {
    ObjectNode ordered = Json.nodes().objectNode();
    for (String field : ORDER) {
      if (root.has(field) && !isLeftOut(field)) {
        ordered.set(field, root.get(field));
      }
    }
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!ORDER.contains(field.getKey())) {
        ordered.set(field.getKey(), field.getValue());
      }
    }
    return RawManifest.of(GoJson.bytes(ordered), type);
  }

  /** Null and an empty text mean the same as a field that is not there. */
  private boolean isLeftOut(String field) {
    JsonNode value = root.get(field);
    return value.isNull() || (value.isString() && value.stringValue().isEmpty());
  }
}
