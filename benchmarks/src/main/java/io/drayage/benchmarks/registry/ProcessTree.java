package io.drayage.benchmarks.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A server with all processes that it has started: a JVM, its PostgreSQL, its connections. */
record ProcessTree(ProcessHandle root) {
  private static final int TICKS_PER_SECOND = 100; // USER_HZ of every Linux that Java runs on
  private static final int USER_TIME = 11;

  /** User and system seconds so far, those of children that have ended among them. */
  double cpu() {
    return pids().mapToDouble(ProcessTree::cpu).sum();
  }

  private static double cpu(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = 0;
      for (int i = 0; i < 4; i++) { // utime, stime, cutime, cstime
        ticks += Double.parseDouble(fields[USER_TIME + i]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException _) {
      return 0; // it has ended, and its parent has its time
    }
  }

  /** MiB of memory in use; what processes share counts once. */
  double memory() {
    return pids().mapToDouble(ProcessTree::proportionalSet).sum();
  }

  private static double proportionalSet(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/smaps_rollup".formatted(pid)))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .sum();
    } catch (IOException | java.io.UncheckedIOException _) {
      return 0; // it has ended
    }
  }

  private LongStream pids() {
    return Stream.concat(Stream.of(root), root.descendants()).mapToLong(ProcessHandle::pid);
  }
}
