package io.drayage.registries.yaml;

import io.drayage.image.InvalidFormatException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML nodes as Go's {@code yaml.v3} gives them to typed fields: a scalar that becomes a
 * string keeps its characters ({@code 1.10} is not 1.1), a boolean may be {@code yes} or {@code
 * on}, {@code null} is an absent value, {@code <<} merges maps.
 */
public final class Yaml {
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");
  private static final int MERGE_DEPTH = 16;

  private Yaml() {}

  /**
   * The documents of a text.
   *
   * @param name what messages call the text
   * @throws InvalidFormatException when it is no YAML
   */
  public static List<Node> documents(String text, String name) {
    try {
      Iterator<Node> nodes =
          new Compose(LoadSettings.builder().setLabel(name).build())
              .composeAllFromString(text)
              .iterator();
      var documents = new ArrayList<Node>();
      nodes.forEachRemaining(documents::add);
      return documents;
    } catch (YamlEngineException e) {
      throw new InvalidFormatException(
          "Failed to unmarshal \"%s\": %s".formatted(name, e.getMessage()), e);
    }
  }

  /** The line of a node, counted from 1; 0 when it is not known. */
  public static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** Whether a node stands for nothing. */
  public static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && NULL.contains(scalar.getValue());
  }

  /** A text; numbers and booleans keep their characters. */
  public static String string(Node node) throws YamlException {
    if (node instanceof ScalarNode scalar && !isNull(node)) {
      return scalar.getValue();
    }
    throw new YamlException(node, "expected a text, found " + kind(node));
  }

  /** One text, or a list of them. */
  public static List<String> strings(Node node) throws YamlException {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(string(node));
    }
    var strings = new ArrayList<String>();
    for (Node item : sequence.getValue()) {
      strings.add(string(item));
    }
    return strings;
  }

  /** True or false, as version 1.1 of YAML writes them. */
  public static boolean bool(Node node) throws YamlException {
    if (node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN) {
      if (TRUE.contains(scalar.getValue())) {
        return true;
      }
      if (FALSE.contains(scalar.getValue())) {
        return false;
      }
    }
    throw new YamlException(node, "expected true or false, found " + kind(node));
  }

  /** A whole number of 1 or more, at most nine digits. */
  public static int positive(Node node) throws YamlException {
    String text = string(node);
    if (text.matches("[1-9][0-9]{0,8}")) {
      return Integer.parseInt(text);
    }
    throw new YamlException(node, "expected a number of 1 or more, found " + kind(node));
  }

  /** The entries of a map; none for null. A key that occurs twice is refused. */
  public static List<YamlEntry> entries(Node node) throws YamlException {
    var entries = new LinkedHashMap<String, YamlEntry>();
    collect(node, entries, 0);
    return List.copyOf(entries.values());
  }

  private static void collect(Node node, Map<String, YamlEntry> into, int depth)
      throws YamlException {
    if (isNull(node)) {
      return;
    }
    if (!(node instanceof MappingNode map)) {
      throw new YamlException(node, "expected a map, found " + kind(node));
    }
    if (depth > MERGE_DEPTH) {
      throw new YamlException(node, "more than %d maps are merged".formatted(MERGE_DEPTH));
    }
    var own = new LinkedHashMap<String, YamlEntry>();
    var merged = new ArrayList<Node>();
    for (NodeTuple tuple : map.getValue()) {
      Node keyNode = tuple.getKeyNode();
      String key = string(keyNode);
      if (key.equals("<<")) {
        merged.add(tuple.getValueNode());
      } else if (own.put(key, new YamlEntry(key, line(keyNode), tuple.getValueNode())) != null) {
        throw new YamlException(keyNode, "\"%s\" is already defined in this map".formatted(key));
      }
    }
    for (YamlEntry entry : own.values()) {
      into.putIfAbsent(entry.key(), entry);
    }
    for (Node other : merged) {
      List<Node> maps = other instanceof SequenceNode several ? several.getValue() : List.of(other);
      for (Node one : maps) {
        collect(one, into, depth + 1);
      }
    }
  }

  private static String kind(Node node) {
    return switch (node) {
      case MappingNode _ -> "a map";
      case SequenceNode _ -> "a list";
      case ScalarNode scalar -> isNull(node) ? "nothing" : "\"" + scalar.getValue() + "\"";
      default -> "something else";
    };
  }

  /** The value of a key, if it is there and not null. */
  public static Optional<Node> find(List<YamlEntry> entries, String key) {
    return entries.stream()
        .filter(entry -> entry.key().equals(key) && !isNull(entry.value()))
        .map(YamlEntry::value)
        .findFirst();
  }
}
