package io.drayage.registries;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all files say together.
 *
 * @param search {@code unqualified-search-registries} of the last file that sets it
 * @param mode {@code short-name-mode} of the last file that sets it
 * @param superseded tables that lost against another one with the same prefix
 * @param sources every file that was looked for, in the order of merging
 */
record MergedRegistries(
    List<RegistryEntry> entries,
    Optional<Setting<List<String>>> search,
    List<String> credentialHelpers,
    Optional<Setting<ShortNameMode>> mode,
    Map<String, ShortNameAlias> aliases,
    List<SupersededTable> superseded,
    List<SourceFile> sources,
    List<Lint> lints) {

  static final MergedRegistries EMPTY =
      new MergedRegistries(
          List.of(),
          Optional.empty(),
          List.of(CredentialStore.AUTH_FILES),
          Optional.empty(),
          Map.of(),
          List.of(),
          List.of(),
          List.of());

  MergedRegistries {
    entries = List.copyOf(entries);
    credentialHelpers = List.copyOf(credentialHelpers);
    aliases = Map.copyOf(aliases);
    superseded = List.copyOf(superseded);
    sources = List.copyOf(sources);
    lints = List.copyOf(lints);
  }
}
