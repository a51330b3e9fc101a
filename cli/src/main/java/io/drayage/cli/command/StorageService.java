package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The registry's process. It has a class path of its own, so that nothing of it is on that of the
 * other commands; where it is, the script that starts dray says in a property. The pipe to it stays
 * open as long as this process lives, and the service ends with the pipe. Further options for its
 * JVM come from the script as well.
 */
final class StorageService {
  private static final String CLASS_PATH = "dray.storage-service";
  private static final String OPTIONS = "dray.storage-service-options";
  private static final String CACHE = "dray.storage-service-cache";

  /**
   * Memory for the caches, which the service bounds itself, and for some hundred uploads at a time;
   * the collector that takes the least CPU for short-lived garbage.
   */
  private static final List<String> JVM =
      List.of(
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-Xmx512m",
          // Standard output is for the line that says that the registry is ready.
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  private static final String MAIN = "io.drayage.storage.StorageService";
  private static final int PATIENCE_SECONDS = 18;

  private StorageService() {}

  /** Runs it until it ends or this thread is interrupted. */
  static int run(List<String> settings) throws IOException {
    String classPath = System.getProperty(CLASS_PATH, "");
    if (classPath.isEmpty()) {
      throw new IOException(
          "starting the registry: this installation has no storage service (the property %s, which the dray script sets, is empty)"
              .formatted(CLASS_PATH));
    }
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM);
    words.addAll(cache());
    words.addAll(options());
    words.addAll(List.of("-cp", classPath, MAIN, "--drayage.storage.stop-with-input=true"));
    words.addAll(settings);
    Process process =
        new ProcessBuilder(words).inheritIO().redirectInput(ProcessBuilder.Redirect.PIPE).start();
    try {
      return process.waitFor() == 0 ? ExitCode.SUCCESS : ExitCode.FAILURE;
    } catch (InterruptedException _) {
      stop(process);
      Thread.currentThread().interrupt();
      return ExitCode.SUCCESS;
    }
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

  private static void stop(Process process) throws IOException {
    process.getOutputStream().close();
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
