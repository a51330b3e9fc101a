package io.drayage.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distribution's own registry, from Debian's package {@code docker-registry}, as a child process on
 * the loopback interface. Its blobs and its log are in a folder that the caller gives and removes.
 * {@link #close} ends the process; if the test forgets, the end of the JVM does.
 */
public final class DockerRegistryProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 5;
  private static final Pattern ACCESS =
      Pattern.compile("^[\\d.]+ - \\S+ \\[.*?\\] \"(\\S+) (\\S+) HTTP/[^\"]*\" (\\d{3}) .*");

  private final Path folder;
  private volatile Process process;
  private final int port;
  private long logOffset;
  private final Thread killer;

  private DockerRegistryProcess(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    this.killer = new Thread(() -> this.process.destroyForcibly(), "registry-killer");
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts one that stores below a folder; a test that calls this has {@link RequiresProgram}.
   *
   * @throws IOException when it does not answer within 20 seconds; the message has its log
   */
  public static DockerRegistryProcess start(Path folder) throws IOException, InterruptedException {
    Path program = Programs.require("docker-registry");
    Files.createDirectories(folder.resolve("data"));
    IOException last = new IOException("no attempt was made");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = freePort();
      Process process = launch(program, folder, port);
      try {
        awaitReady(process, port, folder);
        return new DockerRegistryProcess(folder, process, port);
      } catch (IOException e) {
        // Between our probe and its bind somebody else may have taken the port: try another.
        process.destroyForcibly().waitFor();
        last = e;
      }
    }
    throw last;
  }

  private static Process launch(Path program, Path folder, int port) throws IOException {
    Path config = folder.resolve("config.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log:
          level: error
          accesslog:
            disabled: false
        storage:
          filesystem:
            rootdirectory: %s
          delete:
            enabled: true
          cache:
            blobdescriptor: inmemory
        http:
          addr: 127.0.0.1:%d
          secret: drayage-tests
        compatibility:
          schema1:
            enabled: true
        """
            .formatted(folder.resolve("data"), port));
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "serve", config.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static Path log(Path folder) {
    return folder.resolve("registry.log");
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static void awaitReady(Process process, int port, Path folder)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new IOException("docker-registry ended: " + Files.readString(log(folder)));
      }
      // Whoever answers must be ours: a registry that could not bind ends at once.
      if (answers(port) && !process.waitFor(50, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    throw new IOException("docker-registry is not ready: " + Files.readString(log(folder)));
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String authority() {
    return "127.0.0.1:" + port;
  }

  public URI uri() {
    return URI.create("http://" + authority());
  }

  /** The folder below which the blobs are. */
  public Path data() {
    return folder.resolve("data");
  }

  public long processId() {
    return process.pid();
  }

  /** The requests since the start or the last {@link #clearLog}, read from the access log. */
  public List<RecordedRequest> requests() throws IOException {
    byte[] bytes = Files.readAllBytes(log(folder));
    String text =
        new String(bytes, (int) logOffset, bytes.length - (int) logOffset, StandardCharsets.UTF_8);
    List<RecordedRequest> requests = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = ACCESS.matcher(line);
      if (matcher.matches()) {
        URI target = URI.create(matcher.group(2));
        requests.add(
            new RecordedRequest(
                matcher.group(1),
                target.getPath(),
                target.getRawQuery() == null ? "" : target.getRawQuery(),
                Map.of(),
                Integer.parseInt(matcher.group(3)),
                0));
      }
    }
    return requests;
  }

  /** Counts requests from here on. */
  public void clearLog() throws IOException {
    logOffset = Files.size(log(folder));
  }

  /** Kills it and starts it again on the same port with the same blobs. */
  public void restart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = launch(Programs.require("docker-registry"), folder, port);
    awaitReady(process, port, folder);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      return; // the JVM is ending already
    }
  }
}
