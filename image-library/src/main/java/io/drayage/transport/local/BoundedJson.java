package io.drayage.transport.local;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.JsonTree;
import io.drayage.image.RawManifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The JSON files of layouts and archives: read with limits, written without white space. */
final class BoundedJson {
  /** 4 MiB: what the field's tools accept of a manifest, a config or an index. */
  static final int MAXIMUM_SIZE = RawManifest.MAXIMUM_SIZE;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(MAXIMUM_SIZE)
                  .maxDocumentLength(MAXIMUM_SIZE)
                  .build())
          .build();

  /** Made when something is written. */
  private static final class Writing {
    static final JsonMapper MAPPER = JsonMapper.builder().build();
  }

  private BoundedJson() {}

  static JsonNodeFactory nodes() {
    return JsonNodeFactory.instance;
  }

  /** Reads a document; {@code what} names it in errors. */
  static JsonNode read(byte[] bytes, String what) {
    try {
      return JsonTree.read(FACTORY, bytes);
    } catch (JacksonException e) {
      throw new InvalidFormatException(
          "%s is not valid JSON: %s".formatted(what, e.getOriginalMessage()), e);
    }
  }

  static byte[] bytes(JsonNode tree) {
    return Writing.MAPPER.writeValueAsBytes(tree);
  }

  /** A string field; null when it is missing or of another kind. */
  static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  /** The strings of an array; a missing or null one is empty. */
  static List<String> texts(JsonNode object, String field, String what) {
    JsonNode array = object.get(field);
    List<String> texts = new ArrayList<>();
    if (array == null || array.isNull()) {
      return texts;
    }
    for (JsonNode element : array) {
      if (!element.isString()) {
        throw new InvalidFormatException(
            "%s: \"%s\" is not a list of strings".formatted(what, field));
      }
      texts.add(element.stringValue());
    }
    return texts;
  }
}
