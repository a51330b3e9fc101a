package io.drayage.image;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Writes JSON in the exact form of Go's encoding/json, which the field's tools are written with:
 * compact, {@code <}, {@code >}, {@code &} and the line separators escaped. A manifest or config
 * that is made here then has the digest that those tools give it.
 *
 * <p>Backspace and form feed are written as Go before 1.22 does ({@code \}{@code u0008}).
 */
final class GoJson {
  /** How Go sorts the keys of a map: by the bytes of their UTF-8, which is by code point. */
  static final Comparator<String> KEY_ORDER = GoJson::compareCodePoints;

  private static final char REPLACEMENT = '\ufffd';

  private GoJson() {}

  static byte[] bytes(JsonNode tree) {
    var out = new StringBuilder();
    append(out, tree);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder out, JsonNode node) {
    if (node.isObject()) {
      appendObject(out, node);
    } else if (node.isArray()) {
      appendArray(out, node);
    } else if (node.isString()) {
      appendString(out, node.stringValue());
    } else {
      out.append(node);
    }
  }

  private static void appendObject(StringBuilder out, JsonNode object) {
    char before = '{';
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      out.append(before);
      appendString(out, field.getKey());
      out.append(':');
      append(out, field.getValue());
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private static void appendArray(StringBuilder out, JsonNode array) {
    char before = '[';
    for (JsonNode element : array) {
      out.append(before);
      append(out, element);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  static void appendString(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isEscaped(c)) {
            appendEscaped(out, c);
          } else if (isHalfOfPair(text, i)) {
            out.append(c).append(text.charAt(++i));
          } else {
            out.append(Character.isSurrogate(c) ? REPLACEMENT : c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isHalfOfPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }

  /** Besides control characters: what HTML and JavaScript would misread. */
  static boolean isEscaped(char c) {
    return c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
  }

  static void appendEscaped(StringBuilder out, char c) {
    out.append("\\u%04x".formatted((int) c));
  }

  private static int compareCodePoints(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // A surrogate stands for a code point above all that need only one char.
        boolean sameKind = Character.isSurrogate(x) == Character.isSurrogate(y);
        return sameKind ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
