package io.drayage.registries;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One configuration file after validation. What is absent in it and what is there but empty are
 * different things when files are merged.
 *
 * @param aliases an alias without a value erases one of an earlier file
 */
record RegistriesFile(
    Path path,
    List<RegistryEntry> entries,
    Optional<Setting<List<String>>> searchRegistries,
    Optional<List<String>> credentialHelpers,
    Optional<Setting<ShortNameMode>> shortNameMode,
    Map<String, Optional<ShortNameAlias>> aliases,
    List<SupersededTable> superseded,
    List<Lint> lints) {}
