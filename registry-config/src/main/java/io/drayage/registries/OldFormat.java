package io.drayage.registries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Version 1 of the file: {@code [registries.search]}, {@code [registries.insecure]} and {@code
 * [registries.block]} with one list each, converted to what they mean in version 2.
 */
record OldFormat(
    Optional<List<TomlValue.Text>> search,
    Optional<List<TomlValue.Text>> insecure,
    Optional<List<TomlValue.Text>> block) {

  static OldFormat read(TableReader document, Findings findings) {
    Optional<TomlValue.Table> registries = document.table("registries");
    if (registries.isEmpty()) {
      return new OldFormat(Optional.empty(), Optional.empty(), Optional.empty());
    }
    var lists = new TableReader(registries.get(), findings);
    var format =
        new OldFormat(
            list(lists, "search", findings),
            list(lists, "insecure", findings),
            list(lists, "block", findings));
    lists.reportUnknown();
    return format;
  }

  private static Optional<List<TomlValue.Text>> list(
      TableReader lists, String name, Findings findings) {
    Optional<TomlValue.Table> table = lists.table(name);
    if (table.isEmpty()) {
      return Optional.empty();
    }
    var reader = new TableReader(table.get(), findings);
    Optional<List<TomlValue.Text>> registries = reader.texts("registries");
    reader.reportUnknown();
    return registries;
  }

  /** An empty list counts as used: the container tools see it that way. */
  boolean isUsed() {
    return search.isPresent() || insecure.isPresent() || block.isPresent();
  }

  List<RegistryEntry> entries(Findings findings) {
    Map<String, RegistryEntry> entries = new LinkedHashMap<>();
    for (TomlValue.Text text : block.orElse(List.of())) {
      String location = location(text, findings);
      entries.put(
          location, new RegistryEntry(location, location, false, true, List.of(), text.position()));
    }
    for (TomlValue.Text text : insecure.orElse(List.of())) {
      String location = location(text, findings);
      RegistryEntry blocked = entries.get(location);
      entries.put(
          location,
          new RegistryEntry(location, location, true, blocked != null, List.of(), text.position()));
    }
    return new ArrayList<>(entries.values());
  }

  private static String location(TomlValue.Text text, Findings findings) {
    String location = Location.normalize(text, findings);
    if (location.isEmpty()) {
      findings.problem(
          text.position(),
          "invalid condition: both location and prefix are unset; remove the empty entry");
    }
    return location;
  }
}
