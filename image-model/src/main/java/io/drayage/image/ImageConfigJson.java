package io.drayage.image;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An {@link ImageConfig} as a JSON tree; its field order is left to {@link ConfigStructs}. */
final class ImageConfigJson {
  private ImageConfigJson() {}

  static ObjectNode write(ImageConfig config) {
    ObjectNode root = DescriptorJson.writePlatform(config.platform());
    put(root, "created", config.created());
    ObjectNode runtime = root.putObject("config");
    for (Map.Entry<String, String> label : config.labels().entrySet()) {
      runtime.withObject("/Labels").put(label.getKey(), label.getValue());
    }
    config.environment().forEach(runtime.putArray("Env")::add);
    ObjectNode rootfs = root.putObject("rootfs");
    rootfs.put("type", "layers");
    ArrayNode diffIds = rootfs.putArray("diff_ids");
    config.diffIds().forEach(diffId -> diffIds.add(diffId.toString()));
    ArrayNode history = root.putArray("history");
    config.history().forEach(entry -> history.add(write(entry)));
    return root;
  }

  private static ObjectNode write(ImageConfig.History entry) {
    ObjectNode node = Json.nodes().objectNode();
    put(node, "created", entry.created());
    put(node, "created_by", entry.createdBy());
    put(node, "author", entry.author());
    put(node, "comment", entry.comment());
    node.put("empty_layer", entry.emptyLayer());
    return node;
  }

  private static void put(ObjectNode node, String field, @Nullable String text) {
    if (text != null) {
      node.put(field, text);
    }
  }
}
