package io.drayage.service.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server process of one {@link Cluster}, a child of this JVM that ends with it. */
record Postmaster(Process process, int port) {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
  private static final int STATUS_LINE = 7;

  /**
   * Becomes the server, and leaves a watcher that asks it to end when standard input does: this JVM
   * holds the other end, so that it closes however the JVM ends. The watcher belongs to nobody, and
   * looks into the lock file first, because by then the number may be another process's.
   */
  private static final String WATCHED =
      """
      cluster=$1; shift
      exec 3<&0
      ( (
        read -r _ <&3
        [ "$(head -n 1 "$cluster/postmaster.pid" 2>/dev/null)" = $$ ] && kill -INT $$
      ) </dev/null >/dev/null 2>&1 & )
      exec "$@" </dev/null 3<&-
      """;

  static Postmaster start(PostgresFolder folder, PostgresBinaries binaries, PostgresAccount account)
      throws IOException, InterruptedException {
    EmbeddedPostgresException last = null;
    for (int attempt = 0; attempt < 3; attempt++) {
      Postmaster candidate = launch(folder, binaries, account);
      try {
        candidate.awaitReady(folder);
        return candidate;
      } catch (EmbeddedPostgresException e) {
        // Between the probe of the port and its use, somebody else may have taken it.
        candidate.stop();
        last = e;
        if (!String.valueOf(e.getMessage()).contains("Address already in use")) {
          break;
        }
      } catch (IOException | InterruptedException e) {
        candidate.stop();
        throw e;
      }
    }
    throw last == null ? new EmbeddedPostgresException("no attempt was made") : last;
  }

  private static Postmaster launch(
      PostgresFolder folder, PostgresBinaries binaries, PostgresAccount account)
      throws IOException {
    int port = freePort();
    List<String> words = new ArrayList<>(List.of("setsid", "sh", "-c", WATCHED, "postgres"));
    words.add(folder.cluster().toString());
    words.addAll(account.prefix());
    words.add(binaries.program("postgres").toString());
    words.addAll(List.of("-D", folder.cluster().toString(), "-p", Integer.toString(port)));
    settings().forEach(setting -> words.addAll(List.of("-c", setting)));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.root().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    return new Postmaster(Cluster.start(builder), port);
  }

  /** Durable, on loopback only, and small: one service is its only client. */
  private static List<String> settings() {
    return List.of(
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        "password_encryption=scram-sha-256",
        "max_connections=100",
        "shared_buffers=64MB",
        "log_min_messages=warning");
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private void awaitReady(PostgresFolder folder) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        throw new EmbeddedPostgresException(
            "PostgreSQL in %s ended at its start: %s"
                .formatted(folder.root(), ServerLog.tail(folder.log())));
      }
      List<String> lines = lockFile(folder.cluster());
      if (lines.size() > STATUS_LINE
          && lines.getFirst().strip().equals(Long.toString(process.pid()))
          && lines.get(STATUS_LINE).strip().equals("ready")) {
        return;
      }
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL in %s is not ready after %d seconds: %s"
            .formatted(folder.root(), READY_WITHIN.toSeconds(), ServerLog.tail(folder.log())));
  }

  /** Ends it: connections are closed, everything is on disk. */
  void stop() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      process.destroy(); // the pipe is gone, so ask it directly
    }
    if (!process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /**
   * Waits for the server of an earlier process that was killed: it is on its way out. A lock file
   * that no server belongs to is removed, because PostgreSQL would believe in any process that has
   * got the same number since, which in a container is likely.
   */
  static void awaitEarlier(PostgresFolder folder) throws IOException, InterruptedException {
    Path cluster = folder.cluster();
    List<String> lines = lockFile(cluster);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
      return;
    }
    Optional<ProcessHandle> earlier = ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    if (earlier.isEmpty() || !worksIn(earlier.get(), cluster)) {
      awaitBackends(cluster);
      Files.deleteIfExists(cluster.resolve("postmaster.pid"));
      return;
    }
    long deadline = System.nanoTime() + STOPPED_WITHIN.toNanos();
    while (earlier.get().isAlive() && worksIn(earlier.get(), cluster)) {
      if (System.nanoTime() > deadline) {
        throw new EmbeddedPostgresException(
            "a PostgreSQL of an earlier start still uses %s (process %d); stop it with: kill -INT %d"
                .formatted(cluster, earlier.get().pid(), earlier.get().pid()));
      }
      Thread.sleep(20);
    }
  }

  /**
   * Waits for what a killed server has left: its backends notice a moment later, and none may write
   * beside a new server. The lock file would stop that one, if it was not removed.
   */
  private static void awaitBackends(Path cluster)
      throws EmbeddedPostgresException, InterruptedException {
    long deadline = System.nanoTime() + STOPPED_WITHIN.toNanos();
    while (ProcessHandle.allProcesses().anyMatch(process -> worksIn(process, cluster))) {
      if (System.nanoTime() > deadline) {
        throw new EmbeddedPostgresException(
            "backends of a killed PostgreSQL still work in %s; end them".formatted(cluster));
      }
      Thread.sleep(20);
    }
  }

  static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      return Path.of("/proc", Long.toString(process.pid()), "cwd")
          .toRealPath()
          .equals(folder.toRealPath());
    } catch (IOException _) {
      return false; // it has ended, or is another user's
    }
  }

  private static List<String> lockFile(Path cluster) throws IOException {
    try {
      return Files.readAllLines(cluster.resolve("postmaster.pid"));
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }
}
