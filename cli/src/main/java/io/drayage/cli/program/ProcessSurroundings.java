package io.drayage.cli.program;

import io.drayage.cli.Surroundings;
import io.drayage.image.PlatformChoice;
import io.drayage.registries.ConfigEnvironment;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The surroundings of a real process. The only place that reads the process's environment. */
final class ProcessSurroundings {
  private ProcessSurroundings() {}

  static Surroundings read() {
    Map<String, String> variables = System.getenv();
    return new Surroundings(
        new ConfigEnvironment(variables, home(variables), uid(), Path.of("/")),
        PlatformChoice.local().wanted().getFirst(),
        new ProcessTerminal(variables),
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err));
  }

  /** Buffered and always UTF-8: what is printed is JSON and names from registries. */
  static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  private static Path home(Map<String, String> variables) {
    String home = variables.get("HOME");
    return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home);
  }

  private static long uid() {
    try {
      return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    } catch (IOException e) {
      throw new UncheckedIOException("/proc is not there", e);
    }
  }
}
