package io.drayage.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads bounded JSON from outside into trees and fields, with errors that say where they are. */
final class Json {
  private static final int MAXIMUM_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAXIMUM_DEPTH)
                  .maxStringLength(RawManifest.MAXIMUM_SIZE)
                  .maxDocumentLength(RawManifest.MAXIMUM_SIZE)
                  .build())
          .build();

  private Json() {}

  /** Reads one JSON object; {@code what} names it in errors. */
  static JsonNode object(byte[] bytes, String what) {
    JsonNode tree;
    try {
      tree = JsonTree.read(FACTORY, bytes);
    } catch (JacksonException e) {
      throw new InvalidFormatException(
          "the %s is not valid JSON: %s".formatted(what, e.getOriginalMessage()), e);
    }
    if (!tree.isObject()) {
      throw new InvalidFormatException("the %s is not a JSON object".formatted(what));
    }
    return tree;
  }

  /** Walks through a document within the limits; the caller closes it. */
  static JsonParser parser(byte[] bytes) {
    return FACTORY.createParser(ObjectReadContext.empty(), bytes);
  }

  static JsonNodeFactory nodes() {
    return JsonNodeFactory.instance;
  }

  static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw new InvalidFormatException("the field \"%s\" is not a string".formatted(field));
    }
    return value.stringValue();
  }

  static String requiredText(JsonNode object, String field) {
    String text = text(object, field);
    if (text == null) {
      throw new InvalidFormatException("the field \"%s\" is missing".formatted(field));
    }
    return text;
  }

  static long requiredSize(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new InvalidFormatException("the field \"%s\" is not a whole number".formatted(field));
    }
    return value.longValue();
  }

  /** The elements of an array; a missing or null field is an empty one. */
  static List<JsonNode> elements(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw new InvalidFormatException("the field \"%s\" is not an array".formatted(field));
    }
    return List.copyOf(value.values());
  }

  static List<String> texts(JsonNode object, String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(object, field)) {
      if (!element.isString()) {
        throw new InvalidFormatException(
            "the field \"%s\" holds something that is not a string".formatted(field));
      }
      texts.add(element.stringValue());
    }
    return texts;
  }

  static Map<String, String> textMap(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw new InvalidFormatException("the field \"%s\" is not an object".formatted(field));
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!entry.getValue().isString()) {
        throw new InvalidFormatException(
            "the field \"%s.%s\" is not a string".formatted(field, entry.getKey()));
      }
      map.put(entry.getKey(), entry.getValue().stringValue());
    }
    return map;
  }

  static Optional<JsonNode> child(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw new InvalidFormatException("the field \"%s\" is not an object".formatted(field));
    }
    return Optional.of(value);
  }
}
