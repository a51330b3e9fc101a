package io.drayage.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program to its end and says what it needed. bash's {@code time} gives wall clock and CPU,
 * which include all children; the peak of memory is sampled from {@code /proc}.
 */
final class MeasuredProcess {
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private MeasuredProcess() {}

  /**
   * @param wall seconds
   * @param cpu seconds, user and system
   * @param peakMemory MiB
   */
  record Usage(double wall, double cpu, double peakMemory) {}

  /**
   * Runs a command; its output goes to files in the folder.
   *
   * @throws IOException when it fails or takes longer than 20 minutes, with the end of its output
   */
  static Usage run(List<String> command, Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Path times = folder.resolve("times.txt");
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of(
            "bash", "-c", "TIMEFORMAT='%R %U %S'; out=$1; shift; time \"$@\" >\"$out\" 2>&1", "-"));
    words.add(output.toString());
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C");
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(folder.resolve("nothing.txt").toFile());
    builder.redirectError(times.toFile());
    Process process = builder.start();
    double peak = watch(process);
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s ended with %d:%n%s"
              .formatted(String.join(" ", command), process.exitValue(), tail(output)));
    }
    return parse(Files.readString(times), peak);
  }

  private static Usage parse(String times, double peak) throws IOException {
    String[] fields = times.lines().reduce((_, last) -> last).orElse("").split(" ", -1);
    if (fields.length != 3) {
      throw new IOException("bash did not say how long it took: " + times);
    }
    double cpu = Double.parseDouble(fields[1]) + Double.parseDouble(fields[2]);
    return new Usage(Double.parseDouble(fields[0]), cpu, peak);
  }

  private static double watch(Process process) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    double peak = 0;
    try {
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
          for (ProcessHandle handle : descendants.toList()) {
            peak = Math.max(peak, peakMemory(handle.pid()));
          }
        }
        if (System.nanoTime() > deadline) {
          throw new IOException("it did not end within " + LIMIT);
        }
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return peak;
  }

  private static double peakMemory(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToDouble(kibibytes -> Double.parseDouble(kibibytes) / 1024)
          .max()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0; // it ended just now
    } catch (UncheckedIOException e) {
      return 0; // it ended while it was read
    }
  }

  /** User and system seconds that a running process has used so far. */
  static double cpuSoFar(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    int ticksPerSecond = 100; // USER_HZ of every Linux platform that Java runs on
    return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / ticksPerSecond;
  }

  private static String tail(Path output) throws IOException {
    String text = Files.readString(output);
    return text.substring(Math.max(0, text.length() - 2000));
  }
}
