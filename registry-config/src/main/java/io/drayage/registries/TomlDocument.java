package io.drayage.registries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads any TOML document, and reports all that is wrong with an invalid one. */
final class TomlDocument {
  private final Path file;

  private TomlDocument(Path file) {
    this.file = file;
  }

  static TomlValue.Table parse(Path file, String text) throws RegistriesConfigException {
    TomlParseResult result = Toml.parse(text);
    var document = new TomlDocument(file);
    if (result.hasErrors()) {
      throw new RegistriesConfigException(
          result.errors().stream()
              .map(
                  error ->
                      new ConfigProblem(
                          document.position(error.position()),
                          "not valid TOML: " + error.getMessage()))
              .toList());
    }
    return document.table(result, new Position(file, 1, 1));
  }

  private TomlValue.Table table(TomlTable table, Position position) {
    Map<String, TomlValue> entries = new LinkedHashMap<>();
    for (String key : table.keySet()) {
      List<String> path = List.of(key);
      Object value = table.get(path);
      TomlPosition place = table.inputPositionOf(path);
      if (value != null && place != null) {
        entries.put(key, value(value, position(place)));
      }
    }
    return new TomlValue.Table(entries, position);
  }

  private TomlValue value(Object value, Position position) {
    return switch (value) {
      case String text -> new TomlValue.Text(text, position);
      case Boolean flag -> new TomlValue.Flag(flag, position);
      case TomlTable table -> table(table, position);
      case TomlArray array -> array(array, position);
      case Long _ -> new TomlValue.Other("integer", position);
      case Double _ -> new TomlValue.Other("float", position);
      default -> new TomlValue.Other("date or time", position);
    };
  }

  private TomlValue.Array array(TomlArray array, Position position) {
    List<TomlValue> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      TomlPosition place = array.inputPositionOf(i);
      elements.add(value(array.get(i), place == null ? position : position(place)));
    }
    return new TomlValue.Array(elements, position);
  }

  private Position position(TomlPosition position) {
    return new Position(file, position.line(), position.column());
  }
}
