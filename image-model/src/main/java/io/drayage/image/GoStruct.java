package io.drayage.image;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens to JSON that is read into a struct of Go and written again: fields that the struct
 * does not have are gone, the others stand in its order, empty ones are left out or written as null
 * or zero, and the keys of maps are sorted.
 */
record GoStruct(List<Field> fields) {

  /** The type of a field, as far as its JSON tells types apart. "Optional" is a pointer in Go. */
  enum Kind {
    STRING,
    BOOLEAN,
    INTEGER,
    OPTIONAL_INTEGER,
    TIME,
    OPTIONAL_TIME,
    STRINGS,
    STRING_OR_STRINGS,
    STRING_MAP,
    SET,
    STRUCT,
    OPTIONAL_STRUCT,
    STRUCTS
  }

  /**
   * A field.
   *
   * @param omitEmpty whether it is left out when it is empty; a struct or a time that is not
   *     optional never is
   * @param struct what it is made of; only for the kinds with struct in their name
   */
  record Field(String name, Kind kind, boolean omitEmpty, @Nullable GoStruct struct) {

    static Field always(String name, Kind kind) {
      return new Field(name, kind, false, null);
    }

    static Field unlessEmpty(String name, Kind kind) {
      return new Field(name, kind, true, null);
    }

    static Field nested(String name, Kind kind, GoStruct struct) {
      return new Field(name, kind, true, struct);
    }

    private GoStruct requiredStruct() {
      if (struct == null) {
        throw new IllegalStateException("the field " + name + " needs a struct");
      }
      return struct;
    }
  }

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  GoStruct(Field... fields) {
    this(List.of(fields));
  }

  /**
   * The object as Go would write it.
   *
   * @throws InvalidFormatException when a field holds what Go cannot read into it
   */
  ObjectNode normalise(JsonNode object) {
    ObjectNode result = NODES.objectNode();
    for (Field field : fields) {
      JsonNode value = normalise(field, object);
      if (!field.omitEmpty() || !isEmpty(field.kind(), value)) {
        result.set(field.name(), value);
      }
    }
    return result;
  }

  private static JsonNode normalise(Field field, JsonNode object) {
    String name = field.name();
    return switch (field.kind()) {
      case STRING -> NODES.stringNode(orElse(Json.text(object, name), ""));
      case BOOLEAN -> NODES.booleanNode(truth(object, name));
      case INTEGER ->
          object.hasNonNull(name)
              ? NODES.numberNode(Json.requiredSize(object, name))
              : NODES.numberNode(0L);
      case OPTIONAL_INTEGER ->
          object.hasNonNull(name)
              ? NODES.numberNode(Json.requiredSize(object, name))
              : NullNode.instance;
      case TIME -> NODES.stringNode(GoTime.normalise(orElse(Json.text(object, name), GoTime.ZERO)));
      case OPTIONAL_TIME ->
          object.hasNonNull(name)
              ? NODES.stringNode(GoTime.normalise(Json.requiredText(object, name)))
              : NullNode.instance;
      case STRINGS -> object.hasNonNull(name) ? strings(object, name) : NullNode.instance;
      case STRING_OR_STRINGS -> stringOrStrings(object, name);
      case STRING_MAP -> object.hasNonNull(name) ? stringMap(object, name) : NullNode.instance;
      case SET -> object.hasNonNull(name) ? set(object, name) : NullNode.instance;
      case STRUCT ->
          field.requiredStruct().normalise(Json.child(object, name).orElseGet(NODES::objectNode));
      case OPTIONAL_STRUCT ->
          Json.child(object, name)
              .<JsonNode>map(field.requiredStruct()::normalise)
              .orElse(NullNode.instance);
      case STRUCTS ->
          object.hasNonNull(name)
              ? structs(Json.elements(object, name), field.requiredStruct())
              : NullNode.instance;
    };
  }

  private static boolean isEmpty(Kind kind, JsonNode value) {
    return switch (kind) {
      case STRING -> value.stringValue().isEmpty();
      case BOOLEAN -> !value.booleanValue();
      case INTEGER -> value.longValue() == 0;
      case OPTIONAL_INTEGER, OPTIONAL_TIME, OPTIONAL_STRUCT -> value.isNull();
      case STRINGS, STRING_OR_STRINGS, STRING_MAP, SET, STRUCTS -> value.isEmpty();
      case TIME, STRUCT -> false;
    };
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null ? other : text;
  }

  private static boolean truth(JsonNode object, String name) {
    if (!object.hasNonNull(name)) {
      return false;
    }
    if (!object.get(name).isBoolean()) {
      throw new InvalidFormatException("the field \"%s\" is not true or false".formatted(name));
    }
    return object.get(name).booleanValue();
  }

  private static ArrayNode strings(JsonNode object, String name) {
    ArrayNode array = NODES.arrayNode();
    for (JsonNode element : Json.elements(object, name)) {
      if (!element.isString() && !element.isNull()) {
        throw new InvalidFormatException(
            "the field \"%s\" holds something that is not a string".formatted(name));
      }
      array.add(element.isNull() ? "" : element.stringValue());
    }
    return array;
  }

  private static JsonNode stringOrStrings(JsonNode object, String name) {
    if (!object.hasNonNull(name)) {
      return NullNode.instance;
    }
    JsonNode value = object.get(name);
    return value.isString() ? NODES.arrayNode().add(value) : strings(object, name);
  }

  private static ObjectNode stringMap(JsonNode object, String name) {
    Map<String, String> sorted = new TreeMap<>(GoJson.KEY_ORDER);
    for (Map.Entry<String, JsonNode> entry : entries(object, name)) {
      JsonNode value = entry.getValue();
      if (!value.isString() && !value.isNull()) {
        throw new InvalidFormatException(
            "the field \"%s.%s\" is not a string".formatted(name, entry.getKey()));
      }
      sorted.put(entry.getKey(), value.isNull() ? "" : value.stringValue());
    }
    ObjectNode result = NODES.objectNode();
    sorted.forEach(result::put);
    return result;
  }

  private static ObjectNode set(JsonNode object, String name) {
    ObjectNode result = NODES.objectNode();
    entries(object, name).stream()
        .map(Map.Entry::getKey)
        .sorted(GoJson.KEY_ORDER)
        .forEach(result::putObject);
    return result;
  }

  private static Set<Map.Entry<String, JsonNode>> entries(JsonNode object, String name) {
    return Json.child(object, name).orElseGet(NODES::objectNode).properties();
  }

  private static ArrayNode structs(List<JsonNode> elements, GoStruct struct) {
    ArrayNode array = NODES.arrayNode();
    for (JsonNode element : elements) {
      if (!element.isObject() && !element.isNull()) {
        throw new InvalidFormatException("a list holds something that is not an object");
      }
      array.add(struct.normalise(element));
    }
    return array;
  }
}
