package io.drayage.registries;

import io.drayage.image.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The order in which files and helpers are asked for credentials; containers-auth.json(5). */
record CredentialSearch(
    List<AuthFilePath> paths, List<String> helperNames, Files files, Helpers helpers) {

  /** Reads a file; empty when it does not exist. */
  @FunctionalInterface
  interface Files {
    Optional<AuthFile> read(AuthFilePath path) throws RegistriesConfigException;
  }

  /** Asks a helper program; empty when it has nothing for the registry. */
  @FunctionalInterface
  interface Helpers {
    Optional<Credential> get(String helper, String registry) throws RegistriesConfigException;
  }

  /**
   * The first credentials that match.
   *
   * @throws RegistriesConfigException when nothing was found and a file or a helper failed
   */
  CredentialLookup lookup(CredentialKey key) throws RegistriesConfigException {
    List<String> warnings = new ArrayList<>();
    List<RegistriesConfigException> failures = new ArrayList<>();
    for (String helper : helperNames) {
      try {
        Optional<FoundCredential> found =
            helper.equals(CredentialStore.AUTH_FILES)
                ? inFiles(key, warnings)
                : inHelper(helper, key.registry());
        if (found.isPresent()) {
          return new CredentialLookup(found, warnings);
        }
      } catch (RegistriesConfigException e) {
        failures.add(e);
      }
    }
    Failures.throwTogether("looking up credentials for " + key, failures);
    return new CredentialLookup(Optional.empty(), warnings);
  }

  private Optional<FoundCredential> inFiles(CredentialKey key, List<String> warnings)
      throws RegistriesConfigException {
    for (AuthFilePath path : paths) {
      Optional<AuthFile> file = files.read(path);
      if (file.isEmpty()) {
        continue;
      }
      Optional<String> helper = file.get().helper(key.registry());
      Optional<FoundCredential> found =
          helper.isPresent()
              ? inHelper(helper.get(), key.registry())
              : file.get().find(key, warnings);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<FoundCredential> inHelper(String helper, String registry)
      throws RegistriesConfigException {
    return helpers
        .get(helper, registry)
        .map(
            credential ->
                new FoundCredential(credential, registry, new CredentialOrigin.InHelper(helper)));
  }
}
