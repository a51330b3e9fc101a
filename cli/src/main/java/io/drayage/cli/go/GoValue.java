package io.drayage.cli.go;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** A value as a Go program would hold it; immutable. {@code toString} prints it as {@code %v}. */
public sealed interface GoValue {

  /** Whether {@code if} takes the value for true: it is not empty, not zero and not nil. */
  boolean truth();

  /** A string. */
  record Text(String text) implements GoValue {
    @Override
    public boolean truth() {
      return !text.isEmpty();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** An integer of any width. */
  record Whole(long value) implements GoValue {
    @Override
    public boolean truth() {
      return value != 0;
    }

    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /** A boolean. */
  record Bool(boolean truth) implements GoValue {
    @Override
    public String toString() {
      return Boolean.toString(truth);
    }
  }

  /** A {@code time.Time}. */
  record Time(OffsetDateTime time) implements GoValue {
    private static final DateTimeFormatter SECONDS =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    @Override
    public boolean truth() {
      return true;
    }

    @Override
    public String toString() {
      boolean utc = time.getOffset().getTotalSeconds() == 0;
      String offset = DateTimeFormatter.ofPattern("xx", Locale.ROOT).format(time);
      return SECONDS.format(time) + fraction(time) + " " + offset + " " + (utc ? "UTC" : offset);
    }

    /** Decimals of the second without trailing zeros, with the point; empty for a whole one. */
    static String fraction(OffsetDateTime time) {
      if (time.getNano() == 0) {
        return "";
      }
      return "." + "%09d".formatted(time.getNano()).replaceFirst("0+$", "");
    }
  }

  /** A slice. */
  record Sequence(List<GoValue> elements) implements GoValue {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public boolean truth() {
      return !elements.isEmpty();
    }

    @Override
    public String toString() {
      StringJoiner text = new StringJoiner(" ", "[", "]");
      elements.forEach(element -> text.add(element.toString()));
      return text.toString();
    }
  }

  /** A map with string keys; Go prints them sorted. */
  record Dictionary(Map<String, GoValue> entries) implements GoValue {
    public Dictionary {
      entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    @Override
    public boolean truth() {
      return !entries.isEmpty();
    }

    @Override
    public String toString() {
      StringJoiner text = new StringJoiner(" ", "map[", "]");
      entries.forEach((key, value) -> text.add(key + ":" + value));
      return text.toString();
    }
  }

  /** A struct, with its fields in order. */
  record Struct(List<Field> fields) implements GoValue {
    public Struct {
      fields = List.copyOf(fields);
    }

    @Override
    public boolean truth() {
      return true;
    }

    @Override
    public String toString() {
      StringJoiner text = new StringJoiner(" ", "{", "}");
      fields.forEach(field -> text.add(field.value().toString()));
      return text.toString();
    }
  }

  /**
   * A field of a struct.
   *
   * @param jsonName its name in JSON
   */
  record Field(String name, String jsonName, Presence presence, GoValue value) {
    /** An ordinary field that has the same name in JSON. */
    public static Field of(String name, GoValue value) {
      return new Field(name, name, Presence.ALWAYS, value);
    }

    boolean inJson() {
      return switch (presence) {
        case ALWAYS -> true;
        case UNLESS_EMPTY -> value instanceof Struct || value.truth();
        case NEVER -> false;
      };
    }
  }

  /** When a field is written in JSON. */
  enum Presence {
    ALWAYS,
    /** {@code omitempty}. */
    UNLESS_EMPTY,
    NEVER
  }

  /** A nil of some type, which decides how it prints. */
  enum Nil implements GoValue {
    SEQUENCE("[]"),
    DICTIONARY("map[]"),
    POINTER("<nil>"),
    /** What a map gives for a key that it has not. */
    MISSING("<no value>");

    private final String printed;

    Nil(String printed) {
      this.printed = printed;
    }

    @Override
    public boolean truth() {
      return false;
    }

    @Override
    public String toString() {
      return printed;
    }
  }

  /** A slice of strings; an empty one is not nil. */
  static GoValue texts(List<String> texts) {
    List<GoValue> elements = new ArrayList<>();
    texts.forEach(text -> elements.add(new Text(text)));
    return new Sequence(elements);
  }

  /** A map of strings to strings. */
  static GoValue dictionary(Map<String, String> texts) {
    Map<String, GoValue> entries = new TreeMap<>();
    texts.forEach((key, text) -> entries.put(key, new Text(text)));
    return new Dictionary(entries);
  }
}
