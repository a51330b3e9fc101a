package io.drayage.registries;

import io.drayage.image.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the files of {@code registries.d} say together: where the signatures of images are;
 * containers-registries.d(5). Immutable and thread-safe.
 *
 * <p>The manual says that only the most specific scope counts. The container tools look at each
 * setting by itself, and take it from a wider scope when the narrower one does not have it; so does
 * this.
 */
public final class SignatureConfig {
  private static final String FOLDER = "registries.d";

  private final Path folder;
  private final Map<String, SignatureScope> scopes;
  private final Path builtIn;
  private final List<Lint> lints;

  SignatureConfig(Path folder, Map<String, SignatureScope> scopes, Path builtIn, List<Lint> lints) {
    this.folder = folder;
    this.scopes = Map.copyOf(scopes);
    this.builtIn = builtIn;
    this.lints = List.copyOf(lints);
  }

  /**
   * Reads the user's folder, or without one the system's; the two are never merged.
   *
   * @throws RegistriesConfigException when a file cannot be read or is not valid, or two of them
   *     have the same scope
   */
  public static SignatureConfig load(ConfigEnvironment environment)
      throws RegistriesConfigException {
    Path user = environment.userConfig().resolve(FOLDER);
    Path system = environment.system("etc/containers").resolve(FOLDER);
    return Files.exists(user)
        ? SignatureConfigLoader.load(user, Optional.of(system), builtIn(environment))
        : SignatureConfigLoader.load(system, Optional.empty(), builtIn(environment));
  }

  /** Reads a folder that somebody named ({@code --registries.d}); a missing one is empty. */
  public static SignatureConfig load(Path folder, ConfigEnvironment environment)
      throws RegistriesConfigException {
    return SignatureConfigLoader.load(folder, Optional.empty(), builtIn(environment));
  }

  /** Where signatures are when no file says anything. */
  private static Path builtIn(ConfigEnvironment environment) {
    return environment.uid() == 0
        ? environment.system("var/lib/containers/sigstore")
        : environment.home().resolve(".local/share/containers/sigstore");
  }

  /** The folder that was read. */
  public Path folder() {
    return folder;
  }

  /** Settings that do something else than they seem to say. */
  public List<Lint> lint() {
    return lints;
  }

  /** Where the signatures of an image are; the reference is that of the place which is asked. */
  public SignaturePlaces placesFor(Reference reference) {
    List<String> names = PolicyScopes.of(reference);
    String path = reference.repository().path();
    return new SignaturePlaces(
        lookaside(first(names, SignatureScope::reading), path),
        lookaside(first(names, SignatureScope::forWriting), path),
        first(names, SignatureScope::attachments).orElse(false)
            ? SignaturePlaces.Attachments.USED
            : SignaturePlaces.Attachments.IGNORED);
  }

  private Lookaside lookaside(Optional<LookasideAddress> configured, String path) {
    return configured.isPresent()
        ? configured.get().forRepository(path)
        : new Lookaside.Folder(builtIn.resolve(path));
  }

  /** The first scope that has a setting; the narrowest is asked first. */
  private <T> Optional<T> first(List<String> names, Function<SignatureScope, Optional<T>> setting) {
    for (String name : names) {
      SignatureScope scope = scopes.get(name);
      if (scope != null) {
        Optional<T> value = setting.apply(scope);
        if (value.isPresent()) {
          return value;
        }
      }
    }
    SignatureScope standard = scopes.get(SignatureScope.DEFAULT);
    return standard == null ? Optional.empty() : setting.apply(standard);
  }
}
