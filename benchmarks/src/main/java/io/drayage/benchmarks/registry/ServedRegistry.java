package io.drayage.benchmarks.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A registry that runs on loopback with its data in a folder.
 *
 * @param startSeconds from its start to its first 200 on /v2/
 */
record ServedRegistry(
    Contestant contestant,
    Process process,
    InetSocketAddress address,
    Path data,
    double startSeconds)
    implements AutoCloseable {

  /**
   * Starts one on the data that is in the folder, if there is any.
   *
   * @throws IOException when it ends, or does not answer; the message has its output
   */
  static ServedRegistry start(Contestant contestant, Path folder, Path dray)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    return switch (contestant) {
      case DRAYAGE -> drayage(folder, dray);
      case DOCKER_REGISTRY -> dockerRegistry(folder);
    };
  }

  private static ServedRegistry drayage(Path folder, Path dray)
      throws IOException, InterruptedException {
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                dray.toString(), "registry", "serve", "--data", folder.toString(), "--port", "0")
            .redirectError(log.toFile())
            .start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null || !line.startsWith("registry ready at http://")) {
      process.destroyForcibly();
      throw new IOException("dray registry serve said: " + line + "\n" + Files.readString(log));
    }
    int port = Integer.parseInt(line.replaceFirst(".*://[^:]+:(\\d+).*", "$1"));
    return ready(Contestant.DRAYAGE, process, port, new Begin(folder, log, begin));
  }

  private static ServedRegistry dockerRegistry(Path folder)
      throws IOException, InterruptedException {
    int port = freePort();
    Path config = folder.resolveSibling(folder.getFileName() + ".yml");
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    Files.writeString(
        config,
        """
        version: 0.1
        log:
          level: error
          accesslog:
            disabled: true
        storage:
          filesystem:
            rootdirectory: %s
          cache:
            blobdescriptor: inmemory
        http:
          addr: 127.0.0.1:%d
          secret: benchmarks
        """
            .formatted(folder, port));
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return ready(Contestant.DOCKER_REGISTRY, process, port, new Begin(folder, log, begin));
  }

  private record Begin(Path folder, Path log, long nanos) {}

  private static ServedRegistry ready(Contestant contestant, Process process, int port, Begin begin)
      throws IOException, InterruptedException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() < deadline && !process.waitFor(2, TimeUnit.MILLISECONDS)) {
      try (PlainConnection connection = PlainConnection.to(address)) {
        if (connection.send("GET", "/v2/").status() == 200) {
          double seconds = (System.nanoTime() - begin.nanos()) / 1e9;
          return new ServedRegistry(contestant, process, address, begin.folder(), seconds);
        }
      } catch (java.net.ConnectException _) {
        // not yet
      }
    }
    process.destroyForcibly();
    throw new IOException(
        "%s does not answer:%n%s".formatted(contestant.label(), Files.readString(begin.log())));
  }

  private static int freePort() throws IOException {
    try (var probe = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  ProcessTree processes() {
    return new ProcessTree(process.toHandle());
  }

  String url(String path) {
    return "http://127.0.0.1:" + address.getPort() + path;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
