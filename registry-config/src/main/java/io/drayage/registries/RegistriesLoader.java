package io.drayage.registries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Merges the files: what a later one sets replaces what an earlier one set. */
final class RegistriesLoader {
  private final Map<String, RegistryEntry> entries = new TreeMap<>();
  private final Map<String, ShortNameAlias> aliases = new LinkedHashMap<>();
  private final List<Lint> lints = new ArrayList<>();
  private final List<SupersededTable> superseded = new ArrayList<>();
  private final List<SourceFile> sources = new ArrayList<>();
  private Optional<Setting<List<String>>> search = Optional.empty();
  private List<String> credentialHelpers = List.of();
  private Optional<Setting<ShortNameMode>> mode = Optional.empty();

  private RegistriesLoader() {}

  static MergedRegistries load(RegistriesConfigFiles files) throws RegistriesConfigException {
    var loader = new RegistriesLoader();
    Optional<RegistriesFile> main =
        RegistriesFileReader.read(files.main(), RegistriesFileReader.Formats.BOTH);
    if (main.isEmpty() && files.presence() == RegistriesConfigFiles.Presence.REQUIRED) {
      throw new RegistriesConfigException(
          "loading registries configuration \"%s\": no such file; check the path"
              .formatted(files.main()));
    }
    main.ifPresent(loader::add);
    loader.sources.add(
        new SourceFile(
            files.main(),
            main.isPresent() ? SourceFile.State.READ : SourceFile.State.ABSENT,
            files.whyMain()));
    DropIns dropIns = DropIns.list(files);
    loader.lints.addAll(dropIns.lints());
    for (Path dropIn : dropIns.files()) {
      // A file that vanished since it was listed is none.
      Optional<RegistriesFile> read =
          RegistriesFileReader.read(dropIn, RegistriesFileReader.Formats.NEW_ONLY);
      read.ifPresent(loader::add);
      loader.sources.add(
          new SourceFile(
              dropIn,
              read.isPresent() ? SourceFile.State.READ : SourceFile.State.ABSENT,
              "drop-in, merged over what comes before"));
    }
    loader.sources.addAll(dropIns.ignored());
    return loader.merged();
  }

  private void add(RegistriesFile file) {
    lints.addAll(file.lints());
    superseded.addAll(file.superseded());
    for (RegistryEntry entry : file.entries()) {
      RegistryEntry earlier = entries.put(entry.prefix(), entry);
      if (earlier != null) {
        lints.add(ReplacedEntry.lint(earlier, entry));
        superseded.add(new SupersededTable(earlier, entry));
      }
    }
    search = file.searchRegistries().or(() -> search);
    file.credentialHelpers().ifPresent(list -> credentialHelpers = list);
    mode = file.shortNameMode().or(() -> mode);
    file.aliases()
        .forEach(
            (name, target) ->
                target.ifPresentOrElse(
                    alias -> aliases.put(name, alias), () -> aliases.remove(name)));
  }

  private MergedRegistries merged() {
    List<RegistryEntry> sorted = List.copyOf(entries.values());
    return new MergedRegistries(
        sorted,
        search,
        credentialHelpers.isEmpty() ? List.of(CredentialStore.AUTH_FILES) : credentialHelpers,
        mode,
        aliases,
        superseded,
        sources,
        lints);
  }
}
