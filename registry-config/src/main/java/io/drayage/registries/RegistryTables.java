package io.drayage.registries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and checks the {@code [[registry]]} tables of one file. */
final class RegistryTables {
  private final Findings findings;
  private final List<SupersededTable> superseded = new ArrayList<>();

  RegistryTables(Findings findings) {
    this.findings = findings;
  }

  List<RegistryEntry> read(List<TomlValue.Table> tables) {
    List<RegistryEntry> entries = new ArrayList<>();
    for (TomlValue.Table table : tables) {
      entries.add(registry(new TableReader(table, findings)));
    }
    return unique(entries);
  }

  /** The tables that have no effect since an earlier one has their prefix. */
  List<SupersededTable> superseded() {
    return List.copyOf(superseded);
  }

  /** Checks for contradictions, then keeps the first entry of each prefix. */
  List<RegistryEntry> unique(List<RegistryEntry> entries) {
    reportConflicts(entries);
    Map<String, RegistryEntry> first = new LinkedHashMap<>();
    for (RegistryEntry entry : entries) {
      RegistryEntry earlier = first.putIfAbsent(entry.prefix(), entry);
      if (earlier != null) {
        superseded.add(new SupersededTable(entry, earlier));
        findings.lint(
            LintKind.DUPLICATE_PREFIX,
            entry.position(),
            "the prefix \"%s\" is already defined at %s; this table has no effect, merge the two"
                .formatted(entry.prefix(), earlier.position()));
      }
    }
    return List.copyOf(first.values());
  }

  private RegistryEntry registry(TableReader table) {
    Optional<String> written = table.text("prefix").map(text -> Location.normalize(text, findings));
    boolean prefixSet = table.text("prefix").filter(text -> !text.value().isEmpty()).isPresent();
    String location = location(table);
    String prefix = prefixSet ? written.orElse("") : location;
    checkPrefix(table.position(), prefix, location, prefixSet);
    table
        .text("pull-from-mirror")
        .filter(text -> !text.value().isEmpty())
        .ifPresent(
            text ->
                findings.problem(
                    text.position(),
                    "pull-from-mirror must not be set for a non-mirror registry \"%s\"; move it into a [[registry.mirror]] table"
                        .formatted(prefix)));
    boolean digestOnly = table.flag("mirror-by-digest-only");
    List<Mirror> mirrors = new ArrayList<>();
    for (TomlValue.Table mirror : table.tables("mirror").orElse(List.of())) {
      mirrors.add(mirror(new TableReader(mirror, findings), prefix, digestOnly));
    }
    var entry =
        new RegistryEntry(
            prefix,
            location,
            table.flag("insecure"),
            table.flag("blocked"),
            mirrors,
            table.position());
    table.reportUnknown();
    return entry;
  }

  private String location(TableReader table) {
    return table.text("location").map(text -> Location.normalize(text, findings)).orElse("");
  }

  private void checkPrefix(Position position, String prefix, String location, boolean prefixSet) {
    if (!prefixSet && location.isEmpty()) {
      findings.problem(
          position,
          "invalid condition: both location and prefix are unset; give this [[registry]] at least a location");
    } else if (prefixSet && location.isEmpty() && !Prefix.isWildcard(prefix)) {
      findings.problem(
          position,
          "invalid condition: location is unset and prefix is not in the format: *.example.com; add location = \"%s\""
              .formatted(prefix));
    }
    if (Prefix.isWildcard(prefix) && holdsAny(prefix, "/@:")) {
      findings.problem(
          position,
          "Wildcarded prefix should be in the format: *.example.com. Current prefix \"%s\" is incorrectly formatted; drop what follows the domain"
              .formatted(prefix));
    }
  }

  private static boolean holdsAny(String text, String characters) {
    return characters.chars().anyMatch(character -> text.indexOf(character) >= 0);
  }

  private Mirror mirror(TableReader table, String prefix, boolean digestOnly) {
    String location = location(table);
    if (location.isEmpty()) {
      findings.problem(
          table.position(),
          "invalid condition: mirror location is unset; add a location to this [[registry.mirror]] or remove it");
    }
    Optional<TomlValue.Text> use =
        table.text("pull-from-mirror").filter(text -> !text.value().isEmpty());
    if (digestOnly && use.isPresent()) {
      findings.problem(
          use.get().position(),
          "cannot set mirror usage mirror-by-digest-only for the registry (\"%s\") and pull-from-mirror for per-mirror (\"%s\") at the same time; remove one of them"
              .formatted(prefix, location));
    }
    MirrorUse wanted = use.map(text -> mirrorUse(text, location)).orElse(MirrorUse.ALL);
    var mirror =
        new Mirror(
            location,
            table.flag("insecure"),
            digestOnly ? MirrorUse.DIGEST_ONLY : wanted,
            table.position());
    table.reportUnknown();
    return mirror;
  }

  private MirrorUse mirrorUse(TomlValue.Text text, String location) {
    for (MirrorUse use : MirrorUse.values()) {
      if (use.toString().equals(text.value())) {
        return use;
      }
    }
    findings.problem(
        text.position(),
        "unsupported pull-from-mirror value \"%s\" for mirror \"%s\"; use all, digest-only or tag-only"
            .formatted(text.value(), location));
    return MirrorUse.ALL;
  }

  /** One location may serve several prefixes, but not once as blocked and once as not. */
  private void reportConflicts(List<RegistryEntry> entries) {
    Map<String, RegistryEntry> byPlace = new LinkedHashMap<>();
    for (RegistryEntry entry : entries) {
      String place = entry.location().isEmpty() ? entry.prefix() : entry.location();
      RegistryEntry other = byPlace.putIfAbsent(place, entry);
      if (other != null && other.insecure() != entry.insecure()) {
        reportConflict(entry, other, place, "insecure");
      }
      if (other != null && other.blocked() != entry.blocked()) {
        reportConflict(entry, other, place, "blocked");
      }
    }
  }

  private void reportConflict(
      RegistryEntry entry, RegistryEntry other, String place, String setting) {
    findings.problem(
        entry.position(),
        "registry '%s' is defined multiple times with conflicting '%s' setting; the other table is at %s, make them agree"
            .formatted(place, setting, other.position()));
  }
}
