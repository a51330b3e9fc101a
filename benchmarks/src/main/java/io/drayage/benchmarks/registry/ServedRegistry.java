package io.drayage.benchmarks.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A registry that runs on loopback with its data in a folder.
 *
 * @param start how it began
 */
record ServedRegistry(
    Contestant contestant, Process process, InetSocketAddress address, Path data, Start start)
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
      case DRAYAGE -> drayage(folder, dray, List.of());
      case DOCKER_REGISTRY -> dockerRegistry(folder);
    };
  }

  /** Starts ours with more words on its command line. */
  static ServedRegistry drayage(Path folder, Path dray, List<String> options)
      throws IOException, InterruptedException {
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    List<String> words = new ArrayList<>(List.of(dray.toString(), "registry", "serve"));
    words.addAll(List.of("--data", folder.toString(), "--port", "0"));
    words.addAll(options);
    long begin = System.nanoTime();
    Process process = new ProcessBuilder(words).redirectError(log.toFile()).start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null || !line.startsWith("registry ready at http://")) {
      process.destroyForcibly();
      throw new IOException("dray registry serve said: " + line + "\n" + Files.readString(log));
    }
    int port = Integer.parseInt(line.replaceFirst(".*://[^:]+:(\\d+).*", "$1"));
    return ready(Contestant.DRAYAGE, process, port, new Begin(folder, log, begin, 0));
  }

  private static ServedRegistry dockerRegistry(Path folder)
      throws IOException, InterruptedException {
    int port = freePort();
    int metricsPort = freePort();
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
          debug:
            addr: 127.0.0.1:%d
            prometheus:
              enabled: true
        """
            .formatted(folder, port, metricsPort));
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return ready(
        Contestant.DOCKER_REGISTRY, process, port, new Begin(folder, log, begin, metricsPort));
  }

  private record Begin(Path folder, Path log, long nanos, int metricsPort) {}

  /**
   * How it began.
   *
   * @param seconds to its first 200 on /v2/
   * @param metricsPort where docker-registry tells what it counts
   */
  record Start(double seconds, int metricsPort) {}

  private static ServedRegistry ready(Contestant contestant, Process process, int port, Begin begin)
      throws IOException, InterruptedException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() < deadline && !process.waitFor(2, TimeUnit.MILLISECONDS)) {
      try (PlainConnection connection = PlainConnection.to(address)) {
        if (connection.send("GET", "/v2/").status() == 200) {
          double seconds = (System.nanoTime() - begin.nanos()) / 1e9;
          Start start = new Start(seconds, begin.metricsPort());
          return new ServedRegistry(contestant, process, address, begin.folder(), start);
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

  double startSeconds() {
    return start.seconds();
  }

  int metricsPort() {
    return start.metricsPort();
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
