package io.drayage.image;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of an object with their values as they are written, sorted: what Go's tools keep of
 * fields they have no type for ({@code map[string]json.RawMessage}). Not thread-safe.
 */
final class JsonFields {
  private final SortedMap<String, String> values = new TreeMap<>(GoJson.KEY_ORDER);

  private JsonFields() {}

  static JsonFields read(String object) {
    byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
    var fields = new JsonFields();
    try (JsonParser parser = Json.parser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidFormatException("the history of the image is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        fields.values.put(name, compact(bytes, start, end));
      }
    } catch (JacksonException e) {
      throw new InvalidFormatException(
          "the history of the image is not valid JSON: " + e.getOriginalMessage(), e);
    }
    return fields;
  }

  /** Without white space, and with the same characters escaped as in text that is written anew. */
  private static String compact(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    var out = new StringBuilder(text.length());
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        out.append(c).append(text.charAt(++i));
      } else if (quoted && GoJson.isEscaped(c)) {
        GoJson.appendEscaped(out, c);
      } else if (quoted || !Character.isWhitespace(c)) {
        out.append(c);
        quoted ^= c == '"';
      }
    }
    return out.toString();
  }

  JsonFields without(String... names) {
    for (String name : names) {
      values.remove(name);
    }
    return this;
  }

  JsonFields put(String name, byte[] json) {
    values.put(name, new String(json, StandardCharsets.UTF_8));
    return this;
  }

  byte[] bytes() {
    var out = new StringBuilder();
    char before = '{';
    for (var field : values.entrySet()) {
      GoJson.appendString(out.append(before), field.getKey());
      out.append(':').append(field.getValue());
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
