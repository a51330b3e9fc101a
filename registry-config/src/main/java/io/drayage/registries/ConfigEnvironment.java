package io.drayage.registries;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the places of configuration files depend on. Immutable.
 *
 * @param variables the environment variables; {@code XDG_RUNTIME_DIR}, {@code XDG_CONFIG_HOME},
 *     {@code DOCKER_CONFIG}, {@code REGISTRY_AUTH_FILE} and {@code PATH} are looked at, and
 *     credential helpers are started with all of them
 * @param home the user's home folder
 * @param uid the user's number, part of {@code /run/containers/UID/auth.json}
 * @param systemRoot what {@code /etc} and {@code /run} are relative to; {@code /} outside of tests
 */
public record ConfigEnvironment(
    Map<String, String> variables, Path home, long uid, Path systemRoot) {

  public ConfigEnvironment {
    variables = Map.copyOf(variables);
  }

  /** The value of a variable; one that is set to nothing counts as not set. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  Path userConfig() {
    return home.resolve(".config/containers");
  }

  Path system(String path) {
    return systemRoot.resolve(path);
  }
}
