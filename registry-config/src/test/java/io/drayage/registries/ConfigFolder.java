package io.drayage.registries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A machine with a system and a home folder, all in one temporary folder. */
final class ConfigFolder {
  private final Path root;
  private final Map<String, String> variables = new HashMap<>();

  ConfigFolder(Path root) {
    this.root = root;
  }

  /** Writes a file under {@code /etc/containers}. */
  Path system(String name, String text) {
    return write(root.resolve("system/etc/containers").resolve(name), text);
  }

  /** Writes a file under {@code ~/.config/containers}. */
  Path user(String name, String text) {
    return write(root.resolve("home/.config/containers").resolve(name), text);
  }

  Path home() {
    return root.resolve("home");
  }

  Path systemRoot() {
    return root.resolve("system");
  }

  ConfigFolder variable(String name, Object value) {
    variables.put(name, value.toString());
    return this;
  }

  ConfigEnvironment environment() {
    return new ConfigEnvironment(variables, home(), 1234, systemRoot());
  }

  RegistriesConfig load() throws RegistriesConfigException {
    return RegistriesConfig.load(RegistriesConfigFiles.standard(environment()));
  }

  /** Loads a configuration that has this text as its only file. */
  RegistriesConfig load(String text) throws RegistriesConfigException {
    system("registries.conf", text);
    return load();
  }

  static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
