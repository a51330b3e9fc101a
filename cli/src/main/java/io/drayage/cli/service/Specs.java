package io.drayage.cli.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is defined, compared with what there is. */
public final class Specs {
  /** They are in no answer of the service, so that nothing can be said about them. */
  private static final Set<String> SECRETS = Set.of("password", "secret", "token");

  /**
   * Fields of one word out of a few: the service takes them in any case, and tells them in its own.
   */
  private static final Set<String> WORDS = Set.of("tls", "referrers", "by", "format");

  private Specs() {}

  /**
   * The lines that differ, those that would go with a minus in front and those that would come with
   * a plus, between lines that stay; empty when both mean the same.
   */
  public static List<String> difference(JsonNode there, JsonNode wanted) {
    List<String> before = YamlText.lines(comparable(there));
    List<String> after = YamlText.lines(comparable(wanted));
    return before.equals(after) ? List.of() : merge(before, after);
  }

  /** Fields without a value are left out: absent, null and empty mean the same. */
  static JsonNode withoutNothing(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(
              field -> {
                JsonNode value = withoutNothing(field.getValue());
                if (!value.isNull() && !(value.isContainer() && value.isEmpty())) {
                  object.set(field.getKey(), value);
                }
              });
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> array.add(withoutNothing(item)));
      return array;
    }
    return node;
  }

  /** In one order, all scalars as text, and without what the service does not tell. */
  private static JsonNode comparable(JsonNode node) {
    return plain(withoutNothing(node));
  }

  private static JsonNode plain(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (String name : new TreeSet<>(node.propertyNames())) {
        if (!SECRETS.contains(name)) {
          object.set(
              name,
              WORDS.contains(name) && node.path(name).isString()
                  ? JsonNodeFactory.instance.stringNode(
                      node.path(name).asString("").toLowerCase(Locale.ROOT))
                  : plain(node.path(name)));
        }
      }
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> array.add(plain(item)));
      return array;
    }
    return JsonNodeFactory.instance.stringNode(node.asString(""));
  }

  /** By the longest common subsequence; definitions are short. */
  private static List<String> merge(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        lines.add("  " + before.get(i++));
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + before.get(i++));
      } else {
        lines.add("+ " + after.get(j++));
      }
    }
    return lines;
  }
}
