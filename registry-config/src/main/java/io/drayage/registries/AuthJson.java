package io.drayage.registries;

import io.drayage.image.JsonTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of files with credentials and of their helpers: bounded, and never quoted in errors. */
final class AuthJson {
  /** Made when something is written, which most commands never do. */
  private static final class Writing {
    static final JsonMapper MAPPER = JsonMapper.builder().build();
  }

  private AuthJson() {}

  /** Reads one object; {@code source} names it in errors. */
  static ObjectNode object(byte[] bytes, String source) throws RegistriesConfigException {
    JsonNode tree;
    try {
      tree = JsonTree.read(BoundedJson.FACTORY, bytes);
    } catch (JacksonException e) {
      // The message of the library may quote the text, and with it a secret.
      var place = e.getLocation();
      throw new RegistriesConfigException(
          "%s is not valid JSON at line %d, column %d; correct or remove it"
              .formatted(
                  source,
                  place == null ? 0 : place.getLineNr(),
                  place == null ? 0 : place.getColumnNr()));
    }
    if (tree instanceof ObjectNode object) {
      return object;
    }
    if (tree.isMissingNode()) {
      throw new RegistriesConfigException(
          "%s is empty, which is no valid JSON; remove it, or write {} into it".formatted(source));
    }
    throw new RegistriesConfigException(
        "%s is not a JSON object; correct or remove it".formatted(source));
  }

  /** The members of an object in an object; none when it is missing or null. */
  static Map<String, JsonNode> members(ObjectNode object, String field, Path file)
      throws RegistriesConfigException {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw new RegistriesConfigException(
          "%s: \"%s\" must be an object; correct or remove it".formatted(file, field));
    }
    Map<String, JsonNode> members = new LinkedHashMap<>();
    value.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  /** The text of a field; empty when it is missing or null. */
  static String text(JsonNode object, String field, String source)
      throws RegistriesConfigException {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isString()) {
      throw new RegistriesConfigException(
          "%s: \"%s\" must be a string; correct or remove it".formatted(source, field));
    }
    return value.stringValue();
  }

  static ObjectNode newObject() {
    return JsonNodeFactory.instance.objectNode();
  }

  static byte[] bytes(JsonNode tree) {
    return Writing.MAPPER.writeValueAsBytes(tree);
  }

  /** Indented with tabs, as the tools that share the file write it. */
  static byte[] pretty(JsonNode tree) {
    var printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("\t", "\n"));
    return Writing.MAPPER.writer().with(printer).writeValueAsBytes(tree);
  }
}
