package io.drayage.cli.inspect;

import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Bool;
import io.drayage.cli.go.GoValue.Dictionary;
import io.drayage.cli.go.GoValue.Nil;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import io.drayage.cli.go.GoValue.Text;
import io.drayage.cli.go.GoValue.Time;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.JsonTree;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads fields of an image configuration as Go would: what is missing is empty or nil, and which of
 * the two matters in the output.
 */
public final class ConfigFields {
  private static final int MAXIMUM_DEPTH = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAXIMUM_DEPTH).build())
          .build();

  private final JsonNode object;

  private ConfigFields(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads a configuration.
   *
   * @throws InvalidFormatException when it is no JSON object
   */
  public static ConfigFields read(byte[] config) {
    try {
      JsonNode root = JsonTree.read(FACTORY, config);
      if (root.isObject()) {
        return new ConfigFields(root);
      }
    } catch (JacksonException e) {
      throw new InvalidFormatException(
          "the image config is not valid JSON: " + e.getOriginalMessage(), e);
    }
    throw new InvalidFormatException("the image config is not a JSON object");
  }

  /** A member that is an object; one without fields when it is missing. */
  ConfigFields object(String name) {
    JsonNode member = object.path(name);
    return new ConfigFields(member.isObject() ? member : JsonNodeFactory.instance.objectNode());
  }

  /** The members of a list of objects. */
  List<ConfigFields> objects(String name) {
    List<ConfigFields> members = new ArrayList<>();
    object.path(name).values().forEach(member -> members.add(new ConfigFields(member)));
    return members;
  }

  Text text(String name) {
    return new Text(object.path(name).asString(""));
  }

  Bool bool(String name) {
    return new Bool(object.path(name).asBoolean(false));
  }

  /** A {@code *time.Time}. */
  GoValue time(String name) {
    JsonNode member = object.path(name);
    if (!member.isString()) {
      return Nil.POINTER;
    }
    try {
      return new Time(OffsetDateTime.parse(member.stringValue()));
    } catch (DateTimeParseException e) {
      throw new InvalidFormatException(
          "the image config has an invalid time \"%s\" in \"%s\""
              .formatted(member.stringValue(), name),
          e);
    }
  }

  /** A {@code []string}. */
  GoValue texts(String name) {
    JsonNode member = object.path(name);
    if (!member.isArray()) {
      return Nil.SEQUENCE;
    }
    List<GoValue> texts = new ArrayList<>();
    member.values().forEach(element -> texts.add(new Text(element.asString(""))));
    return new Sequence(texts);
  }

  /** A {@code map[string]string}. */
  GoValue dictionary(String name) {
    JsonNode member = object.path(name);
    if (!member.isObject()) {
      return Nil.DICTIONARY;
    }
    Map<String, GoValue> entries = new TreeMap<>();
    member
        .properties()
        .forEach(entry -> entries.put(entry.getKey(), new Text(entry.getValue().asString(""))));
    return new Dictionary(entries);
  }

  /** A {@code map[string]struct{}}. */
  GoValue set(String name) {
    JsonNode member = object.path(name);
    if (!member.isObject()) {
      return Nil.DICTIONARY;
    }
    Map<String, GoValue> entries = new TreeMap<>();
    member.properties().forEach(entry -> entries.put(entry.getKey(), new Struct(List.of())));
    return new Dictionary(entries);
  }
}
