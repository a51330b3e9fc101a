package io.drayage.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the platform's services. They have a class path of their own, so that nothing of
 * them is on that of the other commands; where it is, the script that starts dray says in a
 * property. Further options for its JVM come from the script as well.
 *
 * @param main the class that begins
 * @param memory the most that its heap takes, as the JVM reads it
 */
record ServiceProgram(String main, String memory) {
  private static final String CLASS_PATH = "dray.services";
  private static final String OPTIONS = "dray.services-options";
  private static final String CACHE = "dray.services-cache";

  /** The collector is the one that takes the least CPU for short-lived garbage. */
  private static final List<String> JVM =
      List.of(
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          // Standard output is for the line that says that the service is ready.
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  /** The words that start it. */
  List<String> command(List<String> settings) throws IOException {
    String classPath = System.getProperty(CLASS_PATH, "");
    if (classPath.isEmpty()) {
      throw new IOException(
          "starting the service: this installation has none (the property %s, which the dray script sets, is empty)"
              .formatted(CLASS_PATH));
    }
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM);
    words.add("-Xmx" + memory);
    words.addAll(cache());
    words.addAll(options());
    words.addAll(List.of("-cp", classPath, main));
    words.addAll(settings);
    return words;
  }

  /** The AOT cache that halves the time of a start; a JVM that cannot use it does without. */
  private static List<String> cache() {
    String file = System.getProperty(CACHE, "");
    return file.isEmpty() ? List.of() : List.of("-XX:AOTCache=" + file);
  }

  /** What the user wants besides; it counts more than what stands before it. */
  private static List<String> options() {
    String options = System.getProperty(OPTIONS, "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+", -1));
  }
}
