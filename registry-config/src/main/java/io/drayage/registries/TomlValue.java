package io.drayage.registries;

import java.util.List;
import java.util.Map;

/** A TOML document as far as configuration files of registries use it. */
sealed interface TomlValue {

  Position position();

  /** What it is called in an error. */
  String type();

  record Text(String value, Position position) implements TomlValue {
    @Override
    public String type() {
      return "string";
    }
  }

  record Flag(boolean value, Position position) implements TomlValue {
    @Override
    public String type() {
      return "boolean";
    }
  }

  record Array(List<TomlValue> elements, Position position) implements TomlValue {
    @Override
    public String type() {
      return "array";
    }
  }

  record Table(Map<String, TomlValue> entries, Position position) implements TomlValue {
    @Override
    public String type() {
      return "table";
    }
  }

  /** A number, a date or a time: nothing here expects one. */
  record Other(String type, Position position) implements TomlValue {}
}
