package io.drayage.cli.service;

import io.drayage.cli.flag.UsageException;
import io.drayage.cli.service.Definition.Place;
import io.drayage.image.InvalidFormatException;
import io.drayage.registries.yaml.Yaml;
import io.drayage.registries.yaml.YamlEntry;
import io.drayage.registries.yaml.YamlException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads files of resources: YAML or JSON, one document for each. */
public final class DefinitionReader {
  private static final Set<String> FIELDS = Set.of("kind", "name", "spec");
  private static final int DEEPEST = 32;

  private final String file;
  private final Map<String, Integer> lines = new HashMap<>();

  private DefinitionReader(String file) {
    this.file = file;
  }

  /**
   * The resources of a text, in the order in which they can be applied.
   *
   * @param file what messages call it
   * @throws UsageException for what cannot be meant, with its line
   */
  public static List<Definition> read(String text, String file) {
    List<Definition> definitions = new ArrayList<>();
    try {
      for (Node document : Yaml.documents(text, file)) {
        if (!Yaml.isNull(document)) {
          definitions.add(new DefinitionReader(file).definition(document));
        }
      }
    } catch (YamlException e) {
      UsageException complaint =
          new UsageException("%s:%d: %s".formatted(file, e.line(), e.getMessage()));
      complaint.initCause(e);
      throw complaint;
    } catch (InvalidFormatException e) {
      UsageException complaint = new UsageException(String.valueOf(e.getMessage()));
      complaint.initCause(e);
      throw complaint;
    }
    if (definitions.isEmpty()) {
      throw new UsageException(file + ": defines nothing");
    }
    definitions.sort(Comparator.comparingInt(one -> ResourceKind.ALL.indexOf(one.kind())));
    return definitions;
  }

  private Definition definition(Node document) throws YamlException {
    List<YamlEntry> entries = Yaml.entries(document);
    for (YamlEntry entry : entries) {
      if (!FIELDS.contains(entry.key())) {
        throw new YamlException(
            entry.line(),
            "the field \"%s\" is unknown; a resource has kind, name and spec"
                .formatted(entry.key()));
      }
    }
    Node kindNode = required(document, entries, "kind");
    ResourceKind kind =
        ResourceKind.ALL.stream()
            .filter(one -> ResourceKind.definable().contains(one.name()))
            .filter(one -> one.name().equals(text(kindNode)))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "%s:%d: the kind \"%s\" is unknown; it must be one of %s"
                            .formatted(
                                file,
                                Yaml.line(kindNode),
                                text(kindNode),
                                String.join(", ", ResourceKind.definable()))));
    String name = Yaml.string(required(document, entries, "name"));
    JsonNode spec = json(required(document, entries, "spec"), "", 0);
    return new Definition(kind, name, spec, new Place(file, Yaml.line(document)), lines);
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static Node required(Node document, List<YamlEntry> entries, String key)
      throws YamlException {
    return Yaml.find(entries, key)
        .orElseThrow(() -> new YamlException(document, "\"%s\" is missing".formatted(key)));
  }

  private JsonNode json(Node node, String path, int depth) throws YamlException {
    if (depth > DEEPEST) {
      throw new YamlException(node, "is nested more than %d times".formatted(DEEPEST));
    }
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (Yaml.isNull(node)) {
      return nodes.nullNode();
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = nodes.arrayNode();
      for (Node item : sequence.getValue()) {
        String place = "%s[%d]".formatted(path, array.size());
        lines.put(place, Yaml.line(item));
        array.add(json(item, place, depth + 1));
      }
      return array;
    }
    ObjectNode object = nodes.objectNode();
    for (YamlEntry entry : Yaml.entries(node)) {
      String place = path.isEmpty() ? entry.key() : path + "." + entry.key();
      lines.put(place, entry.line());
      object.set(entry.key(), json(entry.value(), place, depth + 1));
    }
    return object;
  }

  /** No field of a resource is a fraction: what looks like one is a tag, and 1.10 is not 1.1. */
  private static JsonNode scalar(ScalarNode scalar) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    String text = scalar.getValue();
    if (scalar.getTag().equals(Tag.BOOL)) {
      return nodes.booleanNode(Boolean.parseBoolean(text));
    }
    if (scalar.getTag().equals(Tag.INT) && text.matches("-?[0-9]{1,18}")) {
      return nodes.numberNode(Long.parseLong(text));
    }
    return nodes.stringNode(text);
  }
}
