package io.drayage.registries;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which files make up the configuration, in the order in which they are merged.
 *
 * @param main the {@code registries.conf}
 * @param presence whether the main file must exist
 * @param dropInFolders folders whose {@code *.conf} files come on top; each may be missing
 * @param ignoredFolders folders with drop-ins that would be read if there were no file in the home
 *     folder; only to warn about them
 */
public record RegistriesConfigFiles(
    Path main, Presence presence, List<Path> dropInFolders, List<Path> ignoredFolders) {

  /** What a missing main file means. */
  public enum Presence {
    /** Somebody named the file: it must be there. */
    REQUIRED,
    /** A standard place: without the file there is no configuration. */
    OPTIONAL
  }

  private static final String FILE = "registries.conf";
  private static final String FOLDER = "registries.conf.d";

  public RegistriesConfigFiles {
    dropInFolders = List.copyOf(dropInFolders);
    ignoredFolders = List.copyOf(ignoredFolders);
  }

  /**
   * The standard files: the one in the home folder with the drop-ins there and nothing else, or
   * without it the system's file, the system's drop-ins and the user's.
   */
  public static RegistriesConfigFiles standard(ConfigEnvironment environment) {
    Path userFile = environment.userConfig().resolve(FILE);
    Path userFolder = environment.userConfig().resolve(FOLDER);
    Path systemFolder = environment.system("etc/containers").resolve(FOLDER);
    if (Files.exists(userFile)) {
      return new RegistriesConfigFiles(
          userFile, Presence.OPTIONAL, List.of(userFolder), List.of(systemFolder));
    }
    return new RegistriesConfigFiles(
        environment.system("etc/containers").resolve(FILE),
        Presence.OPTIONAL,
        List.of(systemFolder, userFolder),
        List.of());
  }

  /**
   * A main file that somebody named ({@code --registries-conf}); the drop-ins of the system and of
   * the user are still merged into it.
   */
  public static RegistriesConfigFiles startingWith(Path main, ConfigEnvironment environment) {
    return new RegistriesConfigFiles(
        main,
        Presence.REQUIRED,
        List.of(
            environment.system("etc/containers").resolve(FOLDER),
            environment.userConfig().resolve(FOLDER)),
        List.of());
  }

  /** Why this is the main file. */
  String whyMain() {
    return switch (presence) {
      case REQUIRED -> "the file that was named";
      case OPTIONAL ->
          ignoredFolders.isEmpty()
              ? "the system's file: there is none in the home folder"
              : "the user's file: it replaces the system's file and drop-ins";
    };
  }

  /** The file and the folders, for messages. */
  String description() {
    StringBuilder text = new StringBuilder(main.toString());
    for (Path folder : dropInFolders) {
      text.append(", ").append(folder);
    }
    return text.toString();
  }
}
