package io.drayage.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Finds the programs that tests run as child processes. */
public final class Programs {
  private Programs() {}

  /** The first file of this name on the path that may be executed. */
  public static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * The program, or no test: skipped with the reason on a laptop, failed where {@code CI=true}.
   *
   * @throws TestAbortedException when it is missing, and may be
   * @throws AssertionError when it is missing in CI
   */
  public static Path require(String name) {
    Optional<Path> program = find(name);
    if (program.isPresent()) {
      return program.get();
    }
    String reason = missing(name);
    if (isContinuousIntegration()) {
      throw new AssertionError(reason);
    }
    throw new TestAbortedException(reason);
  }

  static String missing(String name) {
    return "the program \"%s\" is not installed; ./test installs it where it may, or: apt-get install %s"
        .formatted(name, name);
  }

  static boolean isContinuousIntegration() {
    return "true".equalsIgnoreCase(System.getenv("CI"));
  }
}
