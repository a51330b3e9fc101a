package io.drayage.registries;

import io.drayage.image.Credential;
import io.drayage.image.RepositoryName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials of a user as they were when they were first asked for: {@link
 * CredentialStore#snapshot()}. A failure is kept as well. Thread-safe.
 */
public final class CredentialSnapshot {
  private final List<AuthFilePath> paths;
  private final CredentialSearch search;
  private final Map<AuthFilePath, Kept<AuthFile>> files = new HashMap<>();
  private final Map<Question, Kept<Credential>> answers = new HashMap<>();

  CredentialSnapshot(List<AuthFilePath> paths, List<String> helpers, HelperPrograms programs) {
    this.paths = paths;
    this.search =
        new CredentialSearch(
            paths,
            helpers,
            path -> files.computeIfAbsent(path, key -> Kept.of(() -> AuthFile.read(key))).get(),
            (helper, registry) ->
                answers
                    .computeIfAbsent(
                        new Question(helper, registry),
                        key -> Kept.of(() -> programs.get(key.helper(), key.registry())))
                    .get());
  }

  /**
   * The credentials for a repository.
   *
   * @throws RegistriesConfigException when nothing was found and a file or a helper failed
   */
  public synchronized CredentialLookup lookup(RepositoryName repository)
      throws RegistriesConfigException {
    return search.lookup(CredentialKey.of(repository));
  }

  /** The files that are looked into, in order, whether they exist or not. */
  public List<AuthFilePath> files() {
    return paths;
  }

  private record Question(String helper, String registry) {}

  private interface Call<T> {
    Optional<T> run() throws RegistriesConfigException;
  }

  /** What came of something that is done once. */
  private record Kept<T>(Optional<T> value, Optional<RegistriesConfigException> failure) {
    static <T> Kept<T> of(Call<T> call) {
      try {
        return new Kept<>(call.run(), Optional.empty());
      } catch (RegistriesConfigException e) {
        return new Kept<>(Optional.empty(), Optional.of(e));
      }
    }

    Optional<T> get() throws RegistriesConfigException {
      if (failure.isPresent()) {
        throw failure.get();
      }
      return value;
    }
  }
}
