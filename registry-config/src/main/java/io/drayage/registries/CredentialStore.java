package io.drayage.registries;

import io.drayage.image.Credential;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The credentials of a user: files and helper programs, by containers-auth.json(5). Every call
 * reads again, and may start a program that takes seconds: ask once per registry, not once per
 * request. Thread-safe; of two processes that store at the same moment, the later one wins.
 */
public final class CredentialStore {
  /** The name under which {@code credential-helpers} lists the files. */
  public static final String AUTH_FILES = "containers-auth.json";

  private final CredentialFiles files;
  private final List<String> helperNames;
  private final HelperPrograms programs;
  private final CredentialSearch search;

  /**
   * @param helpers what to ask, in order: {@link RegistriesConfig#credentialHelpers()}
   */
  public CredentialStore(
      CredentialFiles files, List<String> helpers, ConfigEnvironment environment) {
    this.files = files;
    this.helperNames =
        files.style() == CredentialFiles.Style.DOCKER ? List.of(AUTH_FILES) : List.copyOf(helpers);
    this.programs = new HelperPrograms(environment);
    this.search = new CredentialSearch(files.search(), helperNames, AuthFile::read, programs::get);
  }

  /** The credentials for a repository; those of a namespace above it serve as well. */
  public CredentialLookup lookup(RepositoryName repository) throws RegistriesConfigException {
    return lookup(CredentialKey.of(repository));
  }

  /** The credentials for a registry as a whole. */
  public CredentialLookup lookup(RegistryHost registry) throws RegistriesConfigException {
    return lookup(CredentialKey.of(registry));
  }

  /**
   * The first credentials that match, in the order of the helpers and the files.
   *
   * @throws RegistriesConfigException when nothing was found and a file or a helper failed
   */
  public CredentialLookup lookup(CredentialKey key) throws RegistriesConfigException {
    return search.lookup(key);
  }

  /**
   * The same credentials for somebody who asks about many repositories: each file is read once, and
   * each helper is asked once for a registry.
   */
  public CredentialSnapshot snapshot() {
    return new CredentialSnapshot(files.search(), helperNames, programs);
  }

  /**
   * Keeps credentials in the first place that takes them.
   *
   * @return where they are now
   * @throws RegistriesConfigException when no place takes them
   */
  public CredentialOrigin store(CredentialKey key, Credential.UsernamePassword credential)
      throws RegistriesConfigException {
    List<RegistriesConfigException> failures = new ArrayList<>();
    for (String helper : helperNames) {
      try {
        if (helper.equals(AUTH_FILES)) {
          return storeInFile(key, credential);
        }
        requireWholeRegistry(key, helper);
        programs.store(helper, key.value(), credential);
        return new CredentialOrigin.InHelper(helper);
      } catch (RegistriesConfigException e) {
        failures.add(e);
      }
    }
    Failures.throwTogether("storing credentials for " + key, failures);
    throw new RegistriesConfigException("no credential helper is configured");
  }

  /**
   * Forgets the credentials for exactly this key in every place that is written to.
   *
   * @return where they were; empty when nobody was logged in
   * @throws RegistriesConfigException when a place could not be changed; the others are
   */
  public List<CredentialOrigin> erase(CredentialKey key) throws RegistriesConfigException {
    List<CredentialOrigin> erased = new ArrayList<>();
    List<RegistriesConfigException> failures = new ArrayList<>();
    for (String helper : helperNames) {
      try {
        if (helper.equals(AUTH_FILES)) {
          eraseInFile(key, erased);
        } else if (!key.isNamespaced() && programs.erase(helper, key.value())) {
          erased.add(new CredentialOrigin.InHelper(helper));
        }
      } catch (RegistriesConfigException e) {
        failures.add(e);
      }
    }
    Failures.throwTogether("removing credentials for " + key, failures);
    return erased;
  }

  /** Forgets all credentials in every place that is written to ({@code logout --all}). */
  public void eraseAll() throws RegistriesConfigException {
    List<RegistriesConfigException> failures = new ArrayList<>();
    for (String helper : helperNames) {
      try {
        if (helper.equals(AUTH_FILES)) {
          eraseAllInFile();
        } else {
          for (String server : programs.list(helper)) {
            programs.erase(helper, server);
          }
        }
      } catch (RegistriesConfigException e) {
        failures.add(e);
      }
    }
    Failures.throwTogether("removing all credentials", failures);
  }

  /** All that is kept, in the order in which it is looked at. */
  public List<StoredCredential> list() throws RegistriesConfigException {
    Set<StoredCredential> stored = new LinkedHashSet<>();
    for (String helper : helperNames) {
      if (helper.equals(AUTH_FILES)) {
        for (AuthFilePath path : files.search()) {
          AuthFile.read(path).ifPresent(file -> stored.addAll(file.list()));
        }
      } else {
        for (String server : programs.list(helper)) {
          stored.add(new StoredCredential(server, new CredentialOrigin.InHelper(helper)));
        }
      }
    }
    return List.copyOf(stored);
  }

  private CredentialOrigin storeInFile(CredentialKey key, Credential.UsernamePassword credential)
      throws RegistriesConfigException {
    String name = nameInFile(key);
    AuthFileEditor editor = AuthFileEditor.open(files.target());
    Optional<String> helper = editor.helper(name);
    if (helper.isPresent()) {
      requireWholeRegistry(key, helper.get());
      programs.store(helper.get(), name, credential);
      return new CredentialOrigin.InHelper(helper.get());
    }
    editor.put(name, credential);
    editor.save();
    return new CredentialOrigin.InFile(files.target());
  }

  private void eraseInFile(CredentialKey key, List<CredentialOrigin> erased)
      throws RegistriesConfigException {
    String name = nameInFile(key);
    AuthFileEditor editor = AuthFileEditor.open(files.target());
    if (editor.remove(name)) {
      editor.save();
      erased.add(new CredentialOrigin.InFile(files.target()));
    }
    Optional<String> helper = editor.helper(name);
    if (helper.isPresent() && !key.isNamespaced() && programs.erase(helper.get(), name)) {
      erased.add(new CredentialOrigin.InHelper(helper.get()));
    }
  }

  private void eraseAllInFile() throws RegistriesConfigException {
    AuthFileEditor editor = AuthFileEditor.open(files.target());
    for (String registry : editor.helpers().keySet()) {
      programs.erase(editor.helpers().get(registry), registry);
    }
    if (editor.clear()) {
      editor.save();
    }
  }

  /** Docker knows no namespaces, and Docker Hub under the address of its first interface. */
  private String nameInFile(CredentialKey key) throws RegistriesConfigException {
    if (files.style() == CredentialFiles.Style.CONTAINERS) {
      return key.value();
    }
    if (key.isNamespaced()) {
      throw new RegistriesConfigException(
          "Credentials cannot be recorded in Docker-compatible format with namespaced key \"%s\"; log in to %s, or use --authfile"
              .formatted(key, key.registry()));
    }
    return key.value().equals("docker.io") ? "https://index.docker.io/v1/" : key.value();
  }

  private static void requireWholeRegistry(CredentialKey key, String helper)
      throws RegistriesConfigException {
    if (key.isNamespaced()) {
      throw new RegistriesConfigException(
          "namespaced key is not supported for credential helper %s; log in to %s"
              .formatted(helper, key.registry()));
    }
  }
}
