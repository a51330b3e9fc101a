package io.drayage.registries;

import java.util.List;
import java.util.Map;

/** What all files say together. */
record MergedRegistries(
    List<RegistryEntry> entries,
    List<String> searchRegistries,
    List<String> credentialHelpers,
    ShortNameMode shortNameMode,
    Map<String, ShortNameAlias> aliases,
    List<Lint> lints) {

  static final MergedRegistries EMPTY =
      new MergedRegistries(
          List.of(),
          List.of(),
          List.of(CredentialStore.AUTH_FILES),
          ShortNameMode.PERMISSIVE,
          Map.of(),
          List.of());

  MergedRegistries {
    entries = List.copyOf(entries);
    searchRegistries = List.copyOf(searchRegistries);
    credentialHelpers = List.copyOf(credentialHelpers);
    aliases = Map.copyOf(aliases);
    lints = List.copyOf(lints);
  }
}
