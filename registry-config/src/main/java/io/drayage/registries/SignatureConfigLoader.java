package io.drayage.registries;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the files of {@code registries.d} together; a scope may be in one of them only. */
final class SignatureConfigLoader {
  private static final int MAXIMUM_FILES = 1000;

  private final Map<String, SignatureScope> scopes = new LinkedHashMap<>();
  private final Findings findings = new Findings();

  private SignatureConfigLoader() {}

  /**
   * Reads a folder.
   *
   * @param hidden the folder that would be read if there were not this one; only to warn about it
   */
  static SignatureConfig load(Path folder, Optional<Path> hidden, Path builtIn)
      throws RegistriesConfigException {
    var loader = new SignatureConfigLoader();
    for (Path file : list(folder)) {
      if (file.toString().endsWith(".yaml")) {
        loader.add(file);
      } else if (file.toString().endsWith(".yml")) {
        loader.findings.lint(
            LintKind.FILE_IGNORED,
            Position.whole(file),
            "the file has no effect: only names that end in .yaml count; rename it");
      }
    }
    loader.findings.throwProblems();
    if (hidden.isPresent() && !list(hidden.get()).isEmpty()) {
      loader.findings.lint(
          LintKind.SYSTEM_SIGNATURES_IGNORED,
          Position.whole(hidden.get()),
          "%s exists, so the files in this folder have no effect; repeat there what is needed"
              .formatted(folder));
    }
    SignatureLints.of(loader.scopes.values(), loader.findings);
    return new SignatureConfig(folder, loader.scopes, builtIn, loader.findings.lints());
  }

  private void add(Path file) throws RegistriesConfigException {
    Optional<String> text = BoundedFile.text(file);
    // A file that vanished since it was listed is none.
    if (text.isEmpty()) {
      return;
    }
    for (SignatureScope scope : new SignatureConfigReader(file, findings).read(text.get())) {
      SignatureScope other = scopes.putIfAbsent(scope.name(), scope);
      if (other != null) {
        findings.problem(
            scope.position(),
            "the scope \"%s\" is at %s already: it may be in one file only; remove one of them"
                .formatted(scope.name(), other.position()));
      }
    }
  }

  private static List<Path> list(Path folder) throws RegistriesConfigException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path file : found) {
        if (!Files.isDirectory(file)) {
          files.add(file);
        }
        if (files.size() > MAXIMUM_FILES) {
          throw new RegistriesConfigException(
              "%s holds more than %d files; is it the right folder?"
                  .formatted(folder, MAXIMUM_FILES));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (RegistriesConfigException e) {
      throw e;
    } catch (IOException e) {
      throw new RegistriesConfigException(
          "reading registries.d: cannot list %s: %s; check that it is a folder and its permissions"
              .formatted(folder, Failures.reason(e)),
          e);
    }
    Collections.sort(files);
    return files;
  }
}
