package io.drayage.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a v2 schema 2 image, config included, out of the history of a schema 1 manifest. */
final class Schema1Conversion {
  /** Docker before this version left fields out of its configs that must be there. */
  private static final int[] FIRST_COMPLETE_DOCKER = {1, 8, 3};

  private Schema1Conversion() {}

  static ConvertedImage toDocker(Schema1Manifest manifest, Map<Digest, LayerContent> contents) {
    List<Schema1History.Step> steps = Schema1History.steps(manifest);
    List<Descriptor> layers = new ArrayList<>();
    List<Digest> diffIds = new ArrayList<>();
    ArrayNode history = Json.nodes().arrayNode();
    for (Schema1History.Step step : steps) {
      history.add(historyEntry(step));
      if (!step.isThrowaway()) {
        LayerContent content = contents.get(step.blob());
        if (content == null) {
          throw new InvalidFormatException(
              "size and content of layer %s are missing".formatted(step.blob()));
        }
        layers.add(new Descriptor(MediaType.DOCKER_LAYER_GZIP, step.blob(), content.size()));
        diffIds.add(content.diffId());
      }
    }
    byte[] config = config(steps.getLast(), diffIds, history);
    var descriptor = new Descriptor(MediaType.DOCKER_CONFIG, Digest.of(config), config.length);
    return new ConvertedImage(
        ImageManifest.create(MediaType.DOCKER_MANIFEST, descriptor, layers, ManifestDetails.NONE),
        config);
  }

  private static ObjectNode historyEntry(Schema1History.Step step) {
    ObjectNode entry = Json.nodes().objectNode();
    for (String field : List.of("created", "author", "comment")) {
      String text = Json.text(step.image(), field);
      if (text != null) {
        entry.put(field, text);
      }
    }
    entry.put("created_by", step.command());
    entry.put("empty_layer", step.isThrowaway());
    return ConfigStructs.DOCKER_HISTORY.normalise(entry);
  }

  /** The topmost step is the image; what only made sense in a chain of images goes. */
  private static byte[] config(Schema1History.Step top, List<Digest> diffIds, ArrayNode history) {
    ObjectNode rootfs = Json.nodes().objectNode();
    rootfs.put("type", "layers");
    if (!diffIds.isEmpty()) {
      ArrayNode array = rootfs.putArray("diff_ids");
      diffIds.forEach(diffId -> array.add(diffId.toString()));
    }
    return JsonFields.read(completed(top))
        .without("id", "parent", "parent_id", "layer_id", "throwaway", "Size")
        .put("rootfs", GoJson.bytes(rootfs))
        .put("history", GoJson.bytes(history))
        .bytes();
  }

  private static String completed(Schema1History.Step top) {
    JsonNode image = ConfigStructs.DOCKER_V1_IMAGE.normalise(top.image());
    String version = Json.text(image, "docker_version");
    boolean complete = version == null || !isBefore(version, FIRST_COMPLETE_DOCKER);
    return complete ? top.text() : new String(GoJson.bytes(image), StandardCharsets.UTF_8);
  }

  private static boolean isBefore(String version, int[] bound) {
    String[] parts = version.split("\\.", -1);
    for (int i = 0; i < Math.max(parts.length, bound.length); i++) {
      int ours = i < parts.length ? number(parts[i]) : 0;
      int theirs = i < bound.length ? bound[i] : 0;
      if (ours != theirs) {
        return ours < theirs;
      }
    }
    return false;
  }

  /** A part that is no number, such as "3-rc1", counts as zero. */
  private static int number(String part) {
    try {
      return Integer.parseInt(part);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
