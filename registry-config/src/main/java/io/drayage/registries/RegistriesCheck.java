package io.drayage.registries;

import io.drayage.image.Reference;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.registries.RegistriesFileReader.Formats;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Checks {@code registries.conf} and its drop-ins: each file alone, then all of them together. */
final class RegistriesCheck {
  private static final String INVALID = "invalid-registries-conf";

  private final ReportBuilder report;
  private final ConfigEnvironment environment;

  RegistriesCheck(ReportBuilder report, ConfigEnvironment environment) {
    this.report = report;
    this.environment = environment;
  }

  /** The files of a host; empty when one of them has mistakes. */
  Optional<RegistriesConfig> check(RegistriesConfigFiles files) {
    boolean valid = isValid(files.main(), Formats.BOTH);
    try {
      for (Path dropIn : DropIns.list(files).files()) {
        valid &= isValid(dropIn, Formats.NEW_ONLY);
      }
      if (!valid) {
        return Optional.empty();
      }
      RegistriesConfig config = RegistriesConfig.load(files);
      config.sources().forEach(report::add);
      checkTogether(config);
      return Optional.of(config);
    } catch (RegistriesConfigException e) {
      report.error(INVALID, files.main(), e);
      return Optional.empty();
    }
  }

  /** One file that was named, alone. */
  void check(Path file, Formats formats) {
    if (isValid(file, formats)) {
      try {
        checkTogether(
            RegistriesConfig.load(
                new RegistriesConfigFiles(
                    file, RegistriesConfigFiles.Presence.REQUIRED, List.of(), List.of())));
      } catch (RegistriesConfigException e) {
        report.error(INVALID, file, e);
      }
    }
  }

  private boolean isValid(Path file, Formats formats) {
    try {
      Optional<RegistriesFile> read = RegistriesFileReader.read(file, formats);
      report.file(
          file,
          read.isPresent() ? SourceFile.State.READ : SourceFile.State.ABSENT,
          formats == Formats.BOTH ? "registries configuration" : "drop-in");
      return true;
    } catch (RegistriesConfigException e) {
      report.file(file, SourceFile.State.READ, "registries configuration");
      report.error(INVALID, file, e);
      return false;
    }
  }

  private void checkTogether(RegistriesConfig config) {
    config.lint().forEach(report::add);
    for (RegistryEntry entry : config.entries()) {
      for (Mirror mirror : entry.mirrors()) {
        checkMirror(config, mirror);
      }
    }
    config.aliases().forEach((name, alias) -> checkAlias(config, name, alias));
    checkSearch(config);
    checkHelpers(config);
  }

  private void checkMirror(RegistriesConfig config, Mirror mirror) {
    if (!Names.reasonAgainst(mirror.location()).isEmpty()) {
      return;
    }
    config
        .blockOf(mirror.location() + "/any")
        .ifPresent(
            block ->
                report.warning(
                    "mirror-is-blocked",
                    mirror.position(),
                    "the mirror %s is never asked: \"%s\" is blocked at %s; remove one of them"
                        .formatted(mirror.location(), block.prefix(), block.position())));
  }

  private void checkAlias(RegistriesConfig config, String name, ShortNameAlias alias) {
    Reference reference = new TagReference(alias.repository(), Tag.LATEST);
    try {
      Resolution resolution = config.resolve(reference);
      boolean blocked =
          resolution.endpoints().stream().allMatch(place -> place.blocked().isPresent());
      if (blocked) {
        report.warning(
            "alias-is-blocked",
            alias.position(),
            "the alias \"%s\" stands for %s, which is blocked; change the alias or the block"
                .formatted(name, alias.repository()));
      }
    } catch (RegistriesConfigException e) {
      report.warning(
          "alias-cannot-be-resolved",
          alias.position(),
          "the alias \"%s\" stands for %s, which cannot be resolved: %s"
              .formatted(name, alias.repository(), e.getMessage()));
    }
  }

  private void checkSearch(RegistriesConfig config) {
    Optional<Position> origin = config.searchRegistriesOrigin();
    if (origin.isEmpty()) {
      return;
    }
    for (String registry : config.searchRegistries()) {
      RepositoryName any = new RepositoryName(new RegistryHost(registry), "any");
      boolean mirrored =
          config.matching(any).stream()
              .findFirst()
              .map(entry -> !entry.mirrors().isEmpty())
              .orElse(false);
      if (config.registryFor(any).blocked().isPresent() && !mirrored) {
        report.warning(
            "search-registry-is-blocked",
            origin.get(),
            "the search registry %s is blocked, so that a short name never comes from it; remove it from the list"
                .formatted(registry));
      }
    }
    if (config.searchRegistries().size() > 1 && config.shortNameMode() != ShortNameMode.ENFORCING) {
      report.note(
          "short-names-are-guessed",
          origin.get(),
          "without a terminal, a short name without an alias is looked for in %s, one after the other, and whoever has the name in the first one decides what is run; set short-name-mode = \"enforcing\", or search in one registry"
              .formatted(String.join(", ", config.searchRegistries())));
    }
  }

  private void checkHelpers(RegistriesConfig config) {
    for (String helper : config.credentialHelpers()) {
      if (!helper.equals(CredentialStore.AUTH_FILES)) {
        helperProblem(helper, environment)
            .ifPresent(
                problem ->
                    report.warning(
                        "helper-not-found",
                        Position.whole(
                            config.sources().isEmpty()
                                ? Path.of("registries.conf")
                                : config.sources().getFirst().path()),
                        problem));
      }
    }
  }

  /** Why a helper cannot be run, if it cannot. */
  static Optional<String> helperProblem(String helper, ConfigEnvironment environment) {
    try {
      return HelperProgram.find(helper, environment).isPresent()
          ? Optional.empty()
          : Optional.of(
              "the credential helper docker-credential-%s is not in the PATH, so that every lookup fails; install it, or remove \"%s\""
                  .formatted(helper, helper));
    } catch (RegistriesConfigException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The choices of short names that were remembered. */
  void checkShortNames(Path file) {
    try {
      boolean there = RegistriesFileReader.read(file, Formats.NEW_ONLY).isPresent();
      report.file(
          file,
          there ? SourceFile.State.READ : SourceFile.State.ABSENT,
          "remembered choices of short names");
    } catch (RegistriesConfigException e) {
      report.file(file, SourceFile.State.READ, "remembered choices of short names");
      report.error("invalid-short-names", file, e);
    }
  }
}
