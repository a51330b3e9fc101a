package io.drayage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A program that runs until it is told to end, with its output in a file. {@link #close} asks it to
 * end and waits; if the test forgets, the end of the JVM does.
 */
final class Daemon implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;
  private final Thread killer;

  private Daemon(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.killer = new Thread(process::destroyForcibly, "daemon-killer");
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /** Whether a daemon answers. */
  interface Probe {
    boolean answers() throws IOException, InterruptedException;
  }

  static Daemon start(List<String> words, Path log) throws IOException {
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    return new Daemon(process, log);
  }

  /**
   * Waits until it answers.
   *
   * @throws TestAbortedException when it ended because this machine does not let it work
   * @throws IOException when it ended for another reason, or does not answer within a minute
   */
  void awaitReady(Probe probe) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw ended();
      }
      if (probe.answers()) {
        return;
      }
    }
    throw new IOException("not ready after %s: %s".formatted(READY_WITHIN, Files.readString(log)));
  }

  private IOException ended() throws IOException {
    String output = Files.readString(log);
    String reason = output.lines().reduce("", (_, line) -> line);
    if (reason.matches("(?is).*(not permitted|permission denied|cgroup|read-only file system).*")) {
      throw new TestAbortedException("this machine does not let it start: " + reason);
    }
    return new IOException("it ended at its start: " + output);
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException _) {
      return; // the JVM is ending already
    }
  }
}
