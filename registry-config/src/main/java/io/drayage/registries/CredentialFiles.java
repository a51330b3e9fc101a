package io.drayage.registries;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which files hold credentials, by containers-auth.json(5).
 *
 * @param search the files to look into, in order; each may be missing
 * @param style how the file that is written is to be kept
 * @param warning why the file that would come first is left out; lookups do not repeat it
 */
public record CredentialFiles(List<AuthFilePath> search, Style style, Optional<String> warning) {

  /** Who else reads the file that is written. */
  public enum Style {
    /** The container tools. */
    CONTAINERS,
    /** Docker ({@code --compat-auth-file}): no namespaces, its own key for Docker Hub. */
    DOCKER
  }

  public CredentialFiles {
    search = List.copyOf(search);
  }

  /**
   * The file of {@code REGISTRY_AUTH_FILE} alone when that is set; otherwise the user's runtime
   * folder, then the configuration folder, then Docker's two files. The first of them is written.
   */
  public static CredentialFiles standard(ConfigEnvironment environment) {
    Optional<String> named = environment.variable("REGISTRY_AUTH_FILE");
    if (named.isPresent()) {
      return only(Path.of(named.get()));
    }
    AuthFilePath user =
        AuthFilePath.current(
            environment
                .variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElse(environment.home().resolve(".config"))
                .resolve("containers/auth.json"));
    AuthFilePath docker =
        AuthFilePath.current(
            environment
                .variable("DOCKER_CONFIG")
                .map(Path::of)
                .orElse(environment.home().resolve(".docker"))
                .resolve("config.json"));
    AuthFilePath oldDocker = AuthFilePath.legacy(environment.home().resolve(".dockercfg"));
    Optional<Path> runtime = environment.variable("XDG_RUNTIME_DIR").map(Path::of);
    if (runtime.isPresent() && Files.notExists(runtime.get())) {
      return new CredentialFiles(
          List.of(user, docker, oldDocker),
          Style.CONTAINERS,
          Optional.of(
              "\"%s\" directory set by $XDG_RUNTIME_DIR does not exist; create the directory or unset the variable"
                  .formatted(runtime.get())));
    }
    AuthFilePath session =
        AuthFilePath.current(
            runtime
                .orElse(environment.system("run/containers/" + environment.uid()))
                .resolve(runtime.isPresent() ? "containers/auth.json" : "auth.json"));
    return new CredentialFiles(
        List.of(session, user, docker, oldDocker), Style.CONTAINERS, Optional.empty());
  }

  /**
   * The files for logging in and out: as {@link #standard}, but with {@code DOCKER_CONFIG} alone
   * when that is set. The container tools make this difference, so that somebody who points them to
   * Docker's folder logs in for Docker, too.
   */
  public static CredentialFiles forLogin(ConfigEnvironment environment) {
    Optional<String> docker = environment.variable("DOCKER_CONFIG");
    if (docker.isPresent() && environment.variable("REGISTRY_AUTH_FILE").isEmpty()) {
      return only(Path.of(docker.get(), "config.json"));
    }
    return standard(environment);
  }

  /** One file that somebody named ({@code --authfile}), and no other. */
  public static CredentialFiles only(Path file) {
    return new CredentialFiles(
        List.of(AuthFilePath.current(file)), Style.CONTAINERS, Optional.empty());
  }

  /** One file that Docker reads, too ({@code --compat-auth-file}), and no other. */
  public static CredentialFiles dockerCompatible(Path file) {
    return new CredentialFiles(List.of(AuthFilePath.current(file)), Style.DOCKER, Optional.empty());
  }

  /** The file that new credentials go to. */
  Path target() throws RegistriesConfigException {
    if (warning.isPresent()) {
      throw new RegistriesConfigException(warning.get());
    }
    return search.getFirst().file();
  }
}
