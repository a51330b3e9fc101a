package io.drayage.registries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of TOML that configuration files of registries are written in: tables, arrays of
 * tables, strings without escapes, booleans, arrays of these, comments. Whatever else it meets,
 * even the smallest mistake, it gives up on the document and leaves it to {@link TomlDocument},
 * which knows all of TOML and is the only one to report errors.
 *
 * <p>It exists for the start of the program: a full TOML parser needs 140 ms for the two files that
 * Debian installs when its classes are cold, this one needs 5. A test compares the two readers on
 * many documents.
 */
final class PlainToml {
  private final TomlScanner scanner;
  private final OpenTable root;
  private OpenTable current;

  private PlainToml(Path file, String text) {
    this.scanner = new TomlScanner(file, text);
    this.root = new OpenTable(new Position(file, 1, 1));
    this.current = root;
  }

  /** The document, or nothing when it holds something that is not plain. */
  static Optional<TomlValue.Table> parse(Path file, String text) {
    var document = new PlainToml(file, text);
    return document.readAll() ? Optional.of(document.root.close()) : Optional.empty();
  }

  private boolean readAll() {
    while (scanner.toNextLineWithContent()) {
      boolean plain = scanner.peek() == '[' ? readHeader() : readSetting();
      if (!plain || !scanner.toEndOfLine()) {
        return false;
      }
    }
    return scanner.isAtEnd();
  }

  private boolean readHeader() {
    Position position = scanner.position();
    boolean array = scanner.skip("[[");
    if (!array) {
      scanner.skip("[");
    }
    List<String> path = path();
    if (path == null || !scanner.skip(array ? "]]" : "]")) {
      return false;
    }
    OpenTable parent = root;
    for (String key : path.subList(0, path.size() - 1)) {
      OpenTable next = parent == null ? null : parent.descend(key, position);
      if (next == null) {
        return false;
      }
      parent = next;
    }
    OpenTable opened =
        array ? parent.append(path.getLast(), position) : parent.open(path.getLast(), position);
    if (opened == null) {
      return false;
    }
    current = opened;
    return true;
  }

  private @Nullable List<String> path() {
    List<String> path = new ArrayList<>();
    do {
      scanner.skipBlanks();
      String key = scanner.key();
      if (key == null) {
        return null;
      }
      path.add(key);
      scanner.skipBlanks();
    } while (scanner.skip("."));
    return path;
  }

  private boolean readSetting() {
    Position position = scanner.position();
    String key = scanner.key();
    scanner.skipBlanks();
    if (key == null || !scanner.skip("=")) {
      return false;
    }
    scanner.skipBlanks();
    TomlValue value = value(position);
    return value != null && current.put(key, value);
  }

  private @Nullable TomlValue value(Position position) {
    if (scanner.peek() == '[') {
      return array(position);
    }
    if (scanner.skipWord("true")) {
      return new TomlValue.Flag(true, position);
    }
    if (scanner.skipWord("false")) {
      return new TomlValue.Flag(false, position);
    }
    String text = scanner.quoted();
    return text == null ? null : new TomlValue.Text(text, position);
  }

  private @Nullable TomlValue array(Position position) {
    List<TomlValue> elements = new ArrayList<>();
    scanner.skip("[");
    while (true) {
      scanner.skipBlanksAndLines();
      if (scanner.skip("]")) {
        return new TomlValue.Array(List.copyOf(elements), position);
      }
      // Nested arrays are left to the full parser.
      TomlValue element = scanner.peek() == '[' ? null : value(scanner.position());
      if (element == null) {
        return null;
      }
      elements.add(element);
      scanner.skipBlanksAndLines();
      if (!scanner.skip(",") && scanner.peek() != ']') {
        return null;
      }
    }
  }

  /** A table that is still being filled. */
  private static final class OpenTable {
    private final Position position;
    private final Map<String, Object> entries = new LinkedHashMap<>();

    OpenTable(Position position) {
      this.position = position;
    }

    boolean put(String key, TomlValue value) {
      return entries.putIfAbsent(key, value) == null;
    }

    /** The table of a path that goes on below it: in an array, it is the last one. */
    @Nullable OpenTable descend(String key, Position where) {
      // Not a switch over types: linking its first use costs more than reading the file.
      Object existing = entries.get(key);
      if (existing == null) {
        return open(key, where);
      }
      if (existing instanceof OpenArray array) {
        return array.tables.getLast();
      }
      return existing instanceof OpenTable table ? table : null;
    }

    /** A new table; to open one again is an error or a subtlety, not plain in either case. */
    @Nullable OpenTable open(String key, Position where) {
      var table = new OpenTable(where);
      return entries.putIfAbsent(key, table) == null ? table : null;
    }

    @Nullable OpenTable append(String key, Position where) {
      entries.putIfAbsent(key, new OpenArray(where));
      Object existing = entries.get(key);
      if (!(existing instanceof OpenArray array)) {
        return null;
      }
      var table = new OpenTable(where);
      array.tables.add(table);
      return table;
    }

    TomlValue.Table close() {
      Map<String, TomlValue> closed = new LinkedHashMap<>();
      for (Map.Entry<String, Object> entry : entries.entrySet()) {
        closed.put(entry.getKey(), closed(entry.getValue()));
      }
      return new TomlValue.Table(closed, position);
    }

    private static TomlValue closed(Object value) {
      if (value instanceof OpenTable table) {
        return table.close();
      }
      if (value instanceof OpenArray array) {
        List<TomlValue> tables = new ArrayList<>();
        for (OpenTable table : array.tables) {
          tables.add(table.close());
        }
        return new TomlValue.Array(tables, array.position);
      }
      return (TomlValue) value;
    }
  }

  /** An array of tables that is still being filled; never empty. */
  private static final class OpenArray {
    private final Position position;
    private final List<OpenTable> tables = new ArrayList<>();

    OpenArray(Position position) {
      this.position = position;
    }
  }
}
