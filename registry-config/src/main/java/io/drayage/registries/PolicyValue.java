package io.drayage.registries;

import java.util.List;
import java.util.Map;

/** A JSON value with its place. */
sealed interface PolicyValue {

  Position position();

  /** What it is called in an error. */
  String type();

  record Text(String value, Position position) implements PolicyValue {
    @Override
    public String type() {
      return "string";
    }
  }

  record Array(List<PolicyValue> elements, Position position) implements PolicyValue {
    @Override
    public String type() {
      return "array";
    }
  }

  /** The members in the order of the file. */
  record Table(Map<String, Member> members, Position position) implements PolicyValue {
    @Override
    public String type() {
      return "object";
    }
  }

  /** A number, a truth value or null: nothing here expects one. */
  record Other(String type, Position position) implements PolicyValue {}

  /** A value in an object, and the place of its key. */
  record Member(PolicyValue value, Position key) {}
}
