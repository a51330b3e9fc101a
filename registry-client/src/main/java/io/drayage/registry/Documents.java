package io.drayage.registry;

import io.drayage.image.JsonTree;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** Small JSON documents from registries and token servers. */
final class Documents {
  /** What a page of a list, or a token answer, may have in bytes. */
  static final int LARGEST_PAGE = 8 * 1024 * 1024;

  private static final int DEEPEST = 32;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxDocumentLength(LARGEST_PAGE)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  private Documents() {}

  /** The object that the bytes hold; empty when they hold something else. */
  static Optional<JsonNode> object(byte[] bytes) {
    try {
      JsonNode tree = JsonTree.read(FACTORY, bytes);
      return tree.isObject() ? Optional.of(tree) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** A text field; empty when it is missing, null or not text. */
  static String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value != null && value.isString() ? value.stringValue() : "";
  }
}
