package io.drayage.registries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/** Reads JSON with the place of each value; a key that is there twice is a problem. */
final class PolicyJson {
  private final JsonParser parser;
  private final Path file;
  private final Findings findings;

  private PolicyJson(JsonParser parser, Path file, Findings findings) {
    this.parser = parser;
    this.file = file;
    this.findings = findings;
  }

  /**
   * Reads a document of one value.
   *
   * @throws RegistriesConfigException when it is no JSON
   */
  static PolicyValue read(byte[] bytes, Path file, Findings findings)
      throws RegistriesConfigException {
    try (JsonParser parser = BoundedJson.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() == null) {
        throw new RegistriesConfigException(
            "%s is empty, which is no valid policy; a policy that accepts everything is {\"default\": [{\"type\": \"insecureAcceptAnything\"}]}"
                .formatted(file));
      }
      PolicyJson json = new PolicyJson(parser, file, findings);
      PolicyValue value = json.value();
      if (parser.nextToken() != null) {
        findings.problem(json.here(), "there is more text behind the policy; remove it");
      }
      return value;
    } catch (JacksonException e) {
      throw new RegistriesConfigException(
          List.of(
              new ConfigProblem(
                  position(file, e.getLocation()),
                  "not valid JSON: %s".formatted(e.getOriginalMessage()))));
    }
  }

  private PolicyValue value() {
    Position position = here();
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new PolicyValue.Text(parser.getString(), position);
      case START_ARRAY -> array(position);
      case START_OBJECT -> table(position);
      default -> new PolicyValue.Other(name(parser.currentToken()), position);
    };
  }

  private static String name(JsonToken token) {
    if (token.isNumeric()) {
      return "number";
    }
    return token.isBoolean() ? "boolean" : "null";
  }

  private PolicyValue array(Position position) {
    List<PolicyValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return new PolicyValue.Array(elements, position);
  }

  private PolicyValue table(Position position) {
    Map<String, PolicyValue.Member> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Position place = here();
      parser.nextToken();
      PolicyValue value = value();
      if (members.putIfAbsent(key, new PolicyValue.Member(value, place)) != null) {
        findings.problem(place, "\"%s\" is there twice; remove one of them".formatted(key));
      }
    }
    return new PolicyValue.Table(members, position);
  }

  private Position here() {
    return position(file, parser.currentTokenLocation());
  }

  private static Position position(Path file, TokenStreamLocation place) {
    return place == null
        ? Position.whole(file)
        : new Position(file, place.getLineNr(), place.getColumnNr());
  }
}
