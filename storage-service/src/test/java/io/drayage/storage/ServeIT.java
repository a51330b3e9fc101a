package io.drayage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.program.Main;
import io.drayage.image.Platform;
import io.drayage.testing.Command;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.OciLayoutFixture;
import io.drayage.testing.SeededImages;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dray registry serve} as people run it, with its own PostgreSQL. */
class ServeIT {
  private static final String READY = "registry ready at http://";

  @TempDir Path folder;

  @Test
  void servesWhatDrayPushesAndLeavesNothingBehindWhenItIsKilled() throws Exception {
    Path data = folder;
    ImageFixture index =
        SeededImages.multiArch(1, Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));
    OciLayoutFixture.write(folder.resolve("layout"), "v1", index);

    Process first = serve(data);
    List<ProcessHandle> children;
    try {
      dray(
          "copy",
          "--all",
          "--dest-tls-verify=false",
          layout(),
          "docker://%s/app:v1".formatted(authority(first)));
      children = first.descendants().toList();
      assertThat(children).isNotEmpty();
    } finally {
      first.destroyForcibly().waitFor();
    }

    Process second = serve(data);
    try {
      String app = "docker://%s/app:v1".formatted(authority(second));
      dray("copy", "--all", "--src-tls-verify=false", app, "dir:" + folder.resolve("pulled"));
      assertThat(Files.readAllBytes(folder.resolve("pulled").resolve("manifest.json")))
          .isEqualTo(index.manifest().bytes());
      for (ProcessHandle child : children) {
        assertThat(commandOf(child))
            .as("process %d of the one that was killed", child.pid())
            .isEmpty();
      }

      second.destroy();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      try (Stream<Path> cluster = Files.list(data.resolve("postgres").resolve("cluster"))) {
        assertThat(cluster.map(file -> file.getFileName().toString()))
            .as("files of a PostgreSQL that has ended")
            .doesNotContain("postmaster.pid");
      }
    } finally {
      second.destroyForcibly().waitFor();
    }
  }

  /** Empty when it has ended, even if nobody collected it. */
  private static String commandOf(ProcessHandle process) throws IOException {
    Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    return Files.exists(line) ? Files.readString(line) : "";
  }

  private String layout() {
    return "oci:%s:v1".formatted(folder.resolve("layout"));
  }

  private static List<String> commandLine() {
    String classPath = System.getProperty("java.class.path");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Ddray.services=" + classPath,
        "-cp",
        classPath,
        Main.class.getName());
  }

  private static Process serve(Path data) throws IOException {
    List<String> words = new ArrayList<>(commandLine());
    words.addAll(List.of("registry", "serve", "--data", data.toString(), "--port", "0"));
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String authority(Process service) throws IOException {
    BufferedReader output = service.inputReader();
    for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return line.substring(READY.length(), line.indexOf(','));
      }
    }
    throw new IOException("the registry ended at its start");
  }

  private void dray(String... words) throws Exception {
    List<String> command = new ArrayList<>(commandLine());
    command.addAll(List.of(words));
    Command.of(command.getFirst(), command.subList(1, command.size()).toArray(String[]::new))
        .with("HOME", folder.toString())
        .with("XDG_RUNTIME_DIR", folder.toString())
        .with("REGISTRY_AUTH_FILE", folder.resolve("no-auth.json").toString())
        .run()
        .orFail();
  }
}
