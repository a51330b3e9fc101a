package io.drayage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a copy. */
final class InterruptionIT {
  private static final int SIGTERM = 15;

  @TempDir Path home;

  @Test
  void endsAtOnceAndLeavesNothingBehind() throws IOException, InterruptedException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        MemoryRegistry registry = MemoryRegistry.start()) {
      SeededImages.image(1).storeIn(registry, "app", "1.0");
      String destination = "127.0.0.1:" + silent.getLocalPort() + "/app:1.0";
      List<String> command = new ArrayList<>(DrayProcess.commandLine());
      command.addAll(
          List.of(
              "copy",
              "--src-tls-verify=false",
              "--dest-tls-verify=false",
              "docker://" + registry.authority() + "/app:1.0",
              "docker://" + destination));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("HOME", home.toString());
      Path errors = home.resolve("errors");
      Process dray = builder.redirectError(errors.toFile()).start();
      try (Socket waiting = silent.accept()) {
        assertThat(waiting.getInputStream().read()).isPositive();

        // Ends a process as SIGINT does, which what a shell starts in the background ignores.
        assertThat(new ProcessBuilder("kill", "-TERM", Long.toString(dray.pid())).start().waitFor())
            .isZero();

        assertThat(dray.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(dray.exitValue()).isEqualTo(128 + SIGTERM);
        assertThat(Files.readString(errors, StandardCharsets.UTF_8)).contains("interrupted");
      } finally {
        dray.destroyForcibly();
      }
    }
  }

  @Test
  void leavesNoFolderWhenACopyToItIsInterrupted() throws IOException, InterruptedException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> command = new ArrayList<>(DrayProcess.commandLine());
      Path target = home.resolve("target");
      command.addAll(
          List.of(
              "--command-timeout",
              "2s",
              "copy",
              "--src-tls-verify=false",
              "docker://127.0.0.1:" + silent.getLocalPort() + "/app:1.0",
              "dir:" + target));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("HOME", home.toString());
      Path errors = home.resolve("errors");
      Process dray = builder.redirectError(errors.toFile()).start();
      try {
        assertThat(dray.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(dray.exitValue()).isEqualTo(ExitCode.FAILURE);
        assertThat(Files.readString(errors, StandardCharsets.UTF_8)).contains("--command-timeout");
        assertThat(target).doesNotExist();
      } finally {
        dray.destroyForcibly();
      }
    }
  }
}
