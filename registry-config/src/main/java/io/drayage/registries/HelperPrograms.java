package io.drayage.registries;

import io.drayage.image.Credential;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Talks to {@code docker-credential-NAME} programs: one word of command, JSON on the pipes. */
final class HelperPrograms {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String NOT_FOUND = "credentials not found in native keychain";

  private final ConfigEnvironment environment;

  HelperPrograms(ConfigEnvironment environment) {
    this.environment = environment;
  }

  Optional<Credential> get(String helper, String registry) throws RegistriesConfigException {
    HelperRun run = run(helper, "get", text(registry));
    if (run.says(NOT_FOUND)) {
      return Optional.empty();
    }
    run.requireSuccess(registry);
    ObjectNode answer = AuthJson.object(text(run.output()), run.name());
    String username = AuthJson.text(answer, "Username", run.name());
    String secret = AuthJson.text(answer, "Secret", run.name());
    if (username.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        username.equals("<token>")
            ? new Credential.IdentityToken(secret)
            : new Credential.UsernamePassword(username, secret));
  }

  void store(String helper, String registry, Credential.UsernamePassword credential)
      throws RegistriesConfigException {
    ObjectNode entry = AuthJson.newObject();
    entry.put("ServerURL", registry);
    entry.put("Username", credential.username());
    entry.put("Secret", credential.password());
    run(helper, "store", AuthJson.bytes(entry)).requireSuccess(registry);
  }

  /** Says whether there was something to erase. */
  boolean erase(String helper, String registry) throws RegistriesConfigException {
    HelperRun run = run(helper, "erase", text(registry));
    if (run.says(NOT_FOUND)) {
      return false;
    }
    run.requireSuccess(registry);
    return true;
  }

  /** The registries that a helper knows; none when the helper is not installed. */
  List<String> list(String helper) throws RegistriesConfigException {
    Optional<HelperProgram> program = HelperProgram.find(helper, environment);
    if (program.isEmpty()) {
      return List.of();
    }
    HelperRun run = program.get().run("list", new byte[0], PATIENCE);
    run.requireSuccess("all registries");
    List<String> registries = new ArrayList<>();
    AuthJson.object(text(run.output()), run.name())
        .properties()
        .forEach(entry -> registries.add(entry.getKey()));
    return registries;
  }

  private HelperRun run(String helper, String command, byte[] input)
      throws RegistriesConfigException {
    Optional<HelperProgram> program = HelperProgram.find(helper, environment);
    if (program.isEmpty()) {
      throw new RegistriesConfigException(
          "the credential helper docker-credential-%s is not in the PATH; install it, or remove \"%s\" from credential-helpers in registries.conf or from credHelpers in auth.json"
              .formatted(helper, helper));
    }
    return program.get().run(command, input, PATIENCE);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
