package io.drayage.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The history of a schema 1 manifest, read and put right: the steps form a chain of parents, and of
 * steps with the same id that follow each other only the oldest counts.
 */
final class Schema1History {

  /** One step, with the layer that it made. */
  record Step(Digest blob, String text, JsonNode image) {
    String id() {
      String id = Json.text(image, "id");
      return id == null ? "" : id;
    }

    String parent() {
      String parent = Json.text(image, "parent");
      return parent == null ? "" : parent;
    }

    boolean isThrowaway() {
      return image.path("throwaway").asBoolean(false);
    }

    String command() {
      return String.join(
          " ",
          Json.texts(
              Json.child(image, "container_config").orElse(MissingNode.getInstance()), "Cmd"));
    }
  }

  private static final Pattern ID = Pattern.compile("[a-f0-9]{64}");

  private Schema1History() {}

  /** The steps, the base first; never empty. */
  static List<Step> steps(Schema1Manifest manifest) {
    List<Step> steps = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      String text = manifest.history().get(i);
      JsonNode image = Json.object(text.getBytes(StandardCharsets.UTF_8), "history of the image");
      var step = new Step(manifest.layers().get(i), text, image);
      String below = steps.isEmpty() ? "" : steps.getLast().id();
      checkId(step.id());
      if (step.id().equals(below)) {
        continue;
      }
      if (!step.parent().equals(below)) {
        throw new InvalidFormatException(
            "the history of the image is broken: the parent of %s is \"%s\", expected \"%s\""
                .formatted(step.id(), step.parent(), below));
      }
      if (!ids.add(step.id())) {
        throw new InvalidFormatException(
            "the history of the image has %s more than once".formatted(step.id()));
      }
      steps.add(step);
    }
    return steps;
  }

  private static void checkId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new InvalidFormatException(
          "the history of the image has the invalid id \"%s\"".formatted(id));
    }
  }
}
