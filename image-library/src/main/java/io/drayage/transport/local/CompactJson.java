package io.drayage.transport.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON text without white space, and with the characters escaped that Go's encoder escapes. Values
 * keep their spelling, numbers above all, so that what is computed from the text is what skopeo
 * computes. For text that was parsed before.
 */
final class CompactJson {
  private CompactJson() {}

  static String of(String json) {
    StringBuilder compact = new StringBuilder(json.length());
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString && c == '\\') {
        compact.append(c).append(json.charAt(++i));
      } else if (inString && isEscaped(c)) {
        compact.append("\\u%04x".formatted((int) c));
      } else if (inString || !Character.isWhitespace(c)) {
        inString ^= c == '"';
        compact.append(c);
      }
    }
    return compact.toString();
  }

  private static boolean isEscaped(char c) {
    return c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
  }

  /** The fields of a compact object with the text of their values. */
  static Map<String, String> fields(String object) {
    Map<String, String> fields = new TreeMap<>();
    for (String member : members(object)) {
      int colon = member.indexOf("\":", 1) + 1;
      fields.put(member.substring(1, colon - 1), member.substring(colon + 1));
    }
    return fields;
  }

  /** What stands between the commas of the outermost object. */
  private static List<String> members(String object) {
    List<String> members = new ArrayList<>();
    int depth = 0;
    int start = 1;
    boolean inString = false;
    for (int i = 0; i < object.length(); i++) {
      switch (object.charAt(i)) {
        case '\\' -> i++;
        case '"' -> inString = !inString;
        case '{', '[' -> depth += inString ? 0 : 1;
        case '}', ']' -> depth -= inString ? 0 : 1;
        case ',' -> {
          if (depth == 1 && !inString) {
            members.add(object.substring(start, i));
            start = i + 1;
          }
        }
        default -> {
          // A part of a value.
        }
      }
    }
    if (start < object.length() - 1) {
      members.add(object.substring(start, object.length() - 1));
    }
    return members;
  }

  /** An object of fields with the text of their values, sorted by name. */
  static String object(Map<String, String> fields) {
    StringBuilder text = new StringBuilder("{");
    new TreeMap<>(fields)
        .forEach(
            (name, value) ->
                text.append(text.length() == 1 ? "" : ",")
                    .append('"')
                    .append(name)
                    .append("\":")
                    .append(value));
    return text.append('}').toString();
  }
}
