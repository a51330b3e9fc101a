package io.drayage.transport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The real skopeo as a child process. */
final class Skopeo {
  private final Path folder;

  /**
   * @param folder where it runs; relative paths start there
   */
  Skopeo(Path folder) {
    this.folder = folder;
  }

  /** Skips the test when there is no skopeo, except in CI, where there must be one. */
  static void require() {
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(isInstalled(), "skopeo is not installed");
    }
    assertThat(isInstalled()).as("skopeo is installed").isTrue();
  }

  private static boolean isInstalled() {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Path.of(folder, "skopeo").toFile().canExecute());
  }

  /** Runs {@code skopeo ARGUMENTS}, which must succeed, and gives what it printed. */
  String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("skopeo", "--insecure-policy"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.PIPE)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", command, errors).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
