package io.drayage.cli;

import io.drayage.cli.program.Main;
import io.drayage.testing.Command;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program as a process of its own, on the class path of the test, with an own home folder. */
final class DrayProcess {
  private DrayProcess() {}

  static Command of(Path home, String... words) {
    List<String> command = new ArrayList<>(commandLine());
    command.addAll(List.of(words));
    return Command.of(command.getFirst(), command.subList(1, command.size()).toArray(String[]::new))
        .with("HOME", home.toString())
        .with("XDG_RUNTIME_DIR", home.toString())
        .with("REGISTRY_AUTH_FILE", home.resolve("no-auth.json").toString());
  }

  /** The words that start the program, for tests that handle the process themselves. */
  static List<String> commandLine() {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx64m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dslf4j.internal.verbosity=ERROR",
        "-cp",
        classPath,
        Main.class.getName());
  }
}
