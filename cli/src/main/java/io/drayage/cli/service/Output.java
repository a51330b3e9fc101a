package io.drayage.cli.service;

import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.UsageException;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form in which resources are printed. */
public enum Output {
  TABLE,
  JSON,
  YAML;

  /** {@code -o}; a table when it was not given. */
  public static Output read(Arguments arguments) {
    return switch (arguments.text("--output").orElse("table")) {
      case "table" -> TABLE;
      case "json" -> JSON;
      case "yaml" -> YAML;
      default -> throw new UsageException("--output must be table, json or yaml");
    };
  }

  /** Prints one; as a table it is a row. */
  public void one(ResourceKind kind, JsonNode resource, PrintStream out) {
    switch (this) {
      case TABLE -> Table.of(kind, List.of(resource)).forEach(out::println);
      case JSON -> out.println(resource.toPrettyString());
      case YAML -> YamlText.lines(document(kind, resource)).forEach(out::println);
    }
  }

  /** Prints several: a table, an array, or documents. */
  public void several(ResourceKind kind, List<JsonNode> resources, PrintStream out) {
    switch (this) {
      case TABLE -> Table.of(kind, resources).forEach(out::println);
      case JSON ->
          out.println(JsonNodeFactory.instance.arrayNode().addAll(resources).toPrettyString());
      case YAML -> {
        for (JsonNode resource : resources) {
          out.println("---");
          one(kind, resource, out);
        }
      }
    }
  }

  /** What {@code dray apply} takes, if it takes such. */
  private static JsonNode document(ResourceKind kind, JsonNode resource) {
    return switch (kind.origin()) {
      case MADE -> resource;
      case DEFINED -> {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("kind", kind.name());
        document.set("name", resource.path("name"));
        document.set("spec", Specs.withoutNothing(resource.path("spec")));
        yield document;
      }
    };
  }
}
