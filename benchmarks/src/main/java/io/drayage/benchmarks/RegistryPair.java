package io.drayage.benchmarks;

import io.drayage.testing.DockerRegistryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A source that stays and a destination that is new for each cold run. */
final class RegistryPair implements AutoCloseable {
  private final Path folder;
  private final DockerRegistryProcess source;
  private DockerRegistryProcess destination;
  private int generation;

  private RegistryPair(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.source = DockerRegistryProcess.start(folder.resolve("source"));
    this.destination = DockerRegistryProcess.start(folder.resolve("destination-0"));
  }

  static RegistryPair start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    return new RegistryPair(folder);
  }

  DockerRegistryProcess source() {
    return source;
  }

  DockerRegistryProcess destination() {
    return destination;
  }

  /** Replaces the destination by an empty one on another port, and lets the disk come to rest. */
  void emptyDestination() throws IOException, InterruptedException {
    destination.close();
    delete(folder.resolve("destination-" + generation));
    generation++;
    new ProcessBuilder("sync").start().waitFor();
    destination = DockerRegistryProcess.start(folder.resolve("destination-" + generation));
  }

  /** Fills the empty destination with what the source has. */
  void copyToDestination() throws IOException, InterruptedException {
    Process copy =
        new ProcessBuilder("cp", "-a", source.data() + "/.", destination.data().toString())
            .inheritIO()
            .start();
    if (copy.waitFor() != 0) {
      throw new IOException("cp ended with " + copy.exitValue());
    }
    destination.restart();
  }

  /** Runs a tool and counts on both sides. */
  Measurement measure(Tool tool, List<String> command) throws IOException, InterruptedException {
    source.clearLog();
    destination.clearLog();
    double before = registryCpu();
    MeasuredProcess.Usage usage = MeasuredProcess.run(command, tool.environment(), folder);
    return new Measurement(
        usage.wall(),
        usage.cpu(),
        registryCpu() - before,
        usage.peakMemory(),
        source.requests().size(),
        destination.requests().size());
  }

  private double registryCpu() throws IOException {
    return MeasuredProcess.cpuSoFar(source.processId())
        + MeasuredProcess.cpuSoFar(destination.processId());
  }

  @Override
  public void close() {
    source.close();
    destination.close();
    delete(folder);
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
