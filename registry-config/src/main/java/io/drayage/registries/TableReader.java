package io.drayage.registries;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the known keys out of a table, each with its type, and in the end reports those that nobody
 * asked for. A key in another letter case is accepted where the exact one is missing, as the
 * container tools' TOML library does.
 */
final class TableReader {
  private final TomlValue.Table table;
  private final Findings findings;
  private final Set<String> taken = new HashSet<>();

  TableReader(TomlValue.Table table, Findings findings) {
    this.table = table;
    this.findings = findings;
  }

  Position position() {
    return table.position();
  }

  /** Where a key is set, or the table when it is not. */
  Position position(String key) {
    TomlValue value = take(key);
    return value == null ? position() : value.position();
  }

  boolean has(String key) {
    return take(key) != null;
  }

  Optional<TomlValue.Text> text(String key) {
    return typed(key, TomlValue.Text.class, "a string");
  }

  /** The text of a key; a missing one is empty, which means the same to the container tools. */
  String textOrEmpty(String key) {
    return text(key).map(TomlValue.Text::value).orElse("");
  }

  boolean flag(String key) {
    return typed(key, TomlValue.Flag.class, "true or false")
        .map(TomlValue.Flag::value)
        .orElse(false);
  }

  Optional<List<TomlValue.Text>> texts(String key) {
    return elements(key, TomlValue.Text.class, "an array of strings");
  }

  Optional<List<TomlValue.Table>> tables(String key) {
    return elements(key, TomlValue.Table.class, "an array of tables, written [[" + key + "]]");
  }

  Optional<TomlValue.Table> table(String key) {
    return typed(key, TomlValue.Table.class, "a table");
  }

  /** Reports the keys that were not taken. */
  void reportUnknown() {
    for (Map.Entry<String, TomlValue> entry : table.entries().entrySet()) {
      if (!taken.contains(entry.getKey())) {
        findings.lint(
            LintKind.UNKNOWN_KEY,
            entry.getValue().position(),
            "the key \"%s\" is unknown here and has no effect; check its spelling and its table"
                .formatted(entry.getKey()));
      }
    }
  }

  private <T extends TomlValue> Optional<T> typed(String key, Class<T> type, String expected) {
    TomlValue value = take(key);
    if (value == null) {
      return Optional.empty();
    }
    if (type.isInstance(value)) {
      return Optional.of(type.cast(value));
    }
    findings.problem(
        value.position(),
        "\"%s\" must be %s, not %s".formatted(key, expected, withArticle(value.type())));
    return Optional.empty();
  }

  private <T extends TomlValue> Optional<List<T>> elements(
      String key, Class<T> type, String expected) {
    Function<TomlValue.Array, List<T>> checked =
        array -> {
          List<T> elements = new ArrayList<>();
          for (TomlValue element : array.elements()) {
            if (type.isInstance(element)) {
              elements.add(type.cast(element));
            } else {
              findings.problem(
                  element.position(),
                  "\"%s\" must be %s, but holds %s"
                      .formatted(key, expected, withArticle(element.type())));
            }
          }
          return List.copyOf(elements);
        };
    return typed(key, TomlValue.Array.class, expected).map(checked);
  }

  private @Nullable TomlValue take(String key) {
    TomlValue exact = table.entries().get(key);
    if (exact != null) {
      taken.add(key);
      return exact;
    }
    for (Map.Entry<String, TomlValue> entry : table.entries().entrySet()) {
      if (entry.getKey().equalsIgnoreCase(key)) {
        taken.add(entry.getKey());
        findings.lint(
            LintKind.KEY_CASE,
            entry.getValue().position(),
            "the key \"%s\" is read as \"%s\"; write it in lower case"
                .formatted(entry.getKey(), key));
        return entry.getValue();
      }
    }
    return null;
  }

  private static String withArticle(String type) {
    return ("aeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }
}
