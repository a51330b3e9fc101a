package io.drayage.cli.service;

import io.drayage.cli.progress.Sizes;
import io.drayage.cli.service.ResourceKind.Column;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Resources as lines of a table; pure. */
final class Table {
  private Table() {}

  static List<String> of(ResourceKind kind, List<JsonNode> resources) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(kind.columns().stream().map(Column::title).toList());
    for (JsonNode resource : resources) {
      rows.add(kind.columns().stream().map(column -> cell(resource, column)).toList());
    }
    int[] widths = new int[kind.columns().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String cell(JsonNode resource, Column column) {
    JsonNode value = resource.at(column.field());
    if (value.isMissingNode() || value.isNull()) {
      return "-";
    }
    return switch (column.form()) {
      case TEXT -> printable(value.asString("-"));
      case BYTES -> Sizes.bytes(value.asLong(0));
      case COUNT -> Integer.toString(value.size());
    };
  }

  /** What a registry or another user wrote must not move the cursor. */
  static String printable(String text) {
    return text.codePoints()
        .map(character -> Character.isISOControl(character) ? ' ' : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 3));
    }
    return line.toString().stripTrailing();
  }
}
