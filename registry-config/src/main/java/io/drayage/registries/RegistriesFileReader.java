package io.drayage.registries;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and checks one configuration file. */
final class RegistriesFileReader {

  /** What a file may be written in. */
  enum Formats {
    BOTH,
    NEW_ONLY
  }

  private final Path file;
  private final Findings findings = new Findings();
  private final RegistryTables tables = new RegistryTables(findings);

  private RegistriesFileReader(Path file) {
    this.file = file;
  }

  /** Reads a file, or nothing when it does not exist. */
  static Optional<RegistriesFile> read(Path file, Formats formats)
      throws RegistriesConfigException {
    Optional<String> text = BoundedFile.text(file);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var reader = new RegistriesFileReader(file);
    RegistriesFile result = reader.decode(parse(file, text.get()), formats);
    reader.findings.throwProblems();
    return Optional.of(result);
  }

  private static TomlValue.Table parse(Path file, String text) throws RegistriesConfigException {
    Optional<TomlValue.Table> plain = PlainToml.parse(file, text);
    return plain.isPresent() ? plain.get() : TomlDocument.parse(file, text);
  }

  private RegistriesFile decode(TomlValue.Table root, Formats formats) {
    var document = new TableReader(root, findings);
    OldFormat old = OldFormat.read(document, findings);
    // Known and checked, but used by nobody here.
    boolean hasLayerHelper = !document.textOrEmpty("additional-layer-store-auth-helper").isEmpty();
    boolean hasNew = hasLayerHelper || hasNewSettings(document);
    if (old.isUsed() && formats == Formats.NEW_ONLY) {
      findings.problem(
          Position.whole(file),
          "registry must be in v2 format but is in v1; write [[registry]] tables in drop-ins");
    } else if (old.isUsed() && hasNew) {
      findings.problem(
          Position.whole(file),
          "mixing sysregistry v1/v2 is not supported; replace [registries.search], [registries.insecure] and [registries.block] by unqualified-search-registries and [[registry]] tables");
    }
    RegistriesFile result = old.isUsed() ? converted(old, document) : current(document);
    document.reportUnknown();
    return new RegistriesFile(
        file,
        result.entries(),
        result.searchRegistries(),
        result.credentialHelpers(),
        result.shortNameMode(),
        result.aliases(),
        tables.superseded(),
        findings.lints());
  }

  private static boolean hasNewSettings(TableReader document) {
    return document.has("registry")
        || document.has("unqualified-search-registries")
        || document.has("credential-helpers")
        || document.has("aliases")
        || !document.textOrEmpty("short-name-mode").isEmpty();
  }

  private RegistriesFile converted(OldFormat old, TableReader document) {
    findings.lint(
        LintKind.OLD_FORMAT,
        Position.whole(file),
        "the file is in the old format (version 1); write unqualified-search-registries and [[registry]] tables");
    return new RegistriesFile(
        file,
        tables.unique(old.entries(findings)),
        old.search()
            .map(texts -> new Setting<>(searchRegistries(texts), document.position("registries"))),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of());
  }

  private RegistriesFile current(TableReader document) {
    return new RegistriesFile(
        file,
        tables.read(document.tables("registry").orElse(List.of())),
        document
            .texts("unqualified-search-registries")
            .map(
                texts ->
                    new Setting<>(
                        searchRegistries(texts),
                        document.position("unqualified-search-registries"))),
        document
            .texts("credential-helpers")
            .map(helpers -> helpers.stream().map(TomlValue.Text::value).toList()),
        document
            .text("short-name-mode")
            .filter(text -> !text.value().isEmpty())
            .flatMap(this::shortNameMode),
        document.table("aliases").map(table -> new Aliases(findings).read(table)).orElse(Map.of()),
        List.of(),
        List.of());
  }

  private List<String> searchRegistries(List<TomlValue.Text> texts) {
    List<String> registries = new ArrayList<>();
    for (TomlValue.Text text : texts) {
      String registry = Location.normalize(text, findings);
      try {
        registries.add(new RegistryHost(registry).value());
      } catch (InvalidFormatException e) {
        findings.problem(
            text.position(),
            "Invalid unqualified-search-registries entry \"%s\": only HOST or HOST:PORT is possible, no namespace"
                .formatted(registry));
      }
    }
    return registries;
  }

  private Optional<Setting<ShortNameMode>> shortNameMode(TomlValue.Text text) {
    for (ShortNameMode mode : ShortNameMode.values()) {
      if (mode.toString().equals(text.value())) {
        return Optional.of(new Setting<>(mode, text.position()));
      }
    }
    findings.problem(
        text.position(),
        "invalid short-name mode: \"%s\"; use enforcing, permissive or disabled"
            .formatted(text.value()));
    return Optional.empty();
  }
}
