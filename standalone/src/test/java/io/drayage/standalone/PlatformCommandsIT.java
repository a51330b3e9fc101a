package io.drayage.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.cli.program.Main;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code dray up}, {@code down}, {@code status} and {@code demo} as people type them. */
class PlatformCommandsIT {
  @TempDir Path folder;

  private record Run(int code, String output) {}

  /** Where this is run by root, the database is another user's. */
  @BeforeEach
  void letOthersPass() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
  }

  @AfterEach
  void stop() throws Exception {
    dray("down", "--data", data());
  }

  @Test
  void startsOnceSurvivesAKillAndStops() throws Exception {
    Run first = dray("up", "--data", data(), "--port", "0");
    assertThat(first.code()).as(first.output()).isZero();
    assertThat(first.output())
        .contains("dray runs at http://127.0.0.1:", "admin token, shown only now");

    Run second = dray("up", "--data", data(), "--port", "0");
    assertThat(second.code()).isZero();
    assertThat(second.output()).contains("dray runs already at http://127.0.0.1:");
    Run status = dray("status", "--data", data());
    assertThat(status.code()).as(status.output()).isZero();
    assertThat(status.output()).contains("health   up", "data     " + data());

    ProcessHandle process = process();
    process.destroyForcibly();
    process.onExit().get();
    Run crashed = dray("status", "--data", data());
    assertThat(crashed.code()).isEqualTo(1);
    assertThat(crashed.output()).contains("ended without being stopped");

    Run again = dray("up", "--data", data(), "--port", "0");
    assertThat(again.code()).as(again.output()).isZero();
    assertThat(again.output()).contains("dray runs at").doesNotContain("admin token");
    ProcessHandle other = process();
    Run down = dray("down", "--data", data());
    assertThat(down.code()).as(down.output()).isZero();
    assertThat(other.isAlive()).isFalse();
    assertThat(dray("status", "--data", data()).code()).isEqualTo(1);
  }

  @Test
  void saysWhatIsInTheWay() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Run noFolder = dray("up", "--data", file.resolve("below").toString());
    assertThat(noFolder.code()).isEqualTo(1);
    assertThat(noFolder.output()).contains(file.toString());

    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Run inUse = dray("up", "--data", data(), "--port", port);
      assertThat(inUse.code()).isEqualTo(1);
      assertThat(inUse.output()).contains("port %s cannot be used".formatted(port), "--port");
    }
    assertThat(dray("down", "--data", data()).code()).isZero();
  }

  @Test
  void showsTheDemoAndLeavesNothingRunning() throws Exception {
    Run demo = dray("demo");

    assertThat(demo.code()).as(demo.output()).isZero();
    assertThat(demo.output())
        .contains("is planned: 3 images", "is succeeded: 3 images, 3 copied", "is blocked")
        .doesNotContain("UNEXPECTED");
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(
            process ->
                process.info().commandLine().orElse("").contains("--drayage.data=" + folder));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private ProcessHandle process() throws Exception {
    long pid =
        JsonMapper.shared()
            .readTree(Files.readString(folder.resolve("data/state.json")))
            .path("pid")
            .asLong();
    return ProcessHandle.of(pid).orElseThrow();
  }

  private Run dray(String... words) throws Exception {
    String classPath = System.getProperty("java.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-Ddray.services=" + classPath,
                "-Ddray.services-options=-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Main.class.getName()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
