package io.drayage.benchmarks.registry;

import io.drayage.benchmarks.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures Drayage's registry and Debian's docker-registry with the same loads on the loopback
 * interface, in turn, and prints medians and ratios.
 */
public final class CompareRegistry {
  private CompareRegistry() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(System.getProperty("drayage.root", ".")).toAbsolutePath();
    Path work = home.resolve("benchmarks/target/compare-registry");
    if (List.of(arguments).contains("--help")) {
      System.out.print(ComparisonSettings.USAGE);
      return;
    }
    ComparisonSettings settings;
    try {
      settings = ComparisonSettings.parse(List.of(arguments), work, home.resolve("dray"));
    } catch (UsageException e) {
      System.err.println(e.getMessage());
      System.err.print(ComparisonSettings.USAGE);
      System.exit(2);
      return;
    }
    run(settings);
  }

  private static void run(ComparisonSettings settings) throws IOException, InterruptedException {
    delete(settings.work());
    Files.createDirectories(settings.work());
    Comparison comparison = new Comparison();
    Tasks tasks = new Tasks(settings, comparison, System.out);
    try {
      // In the order of the enum.
      for (ComparisonSettings.Task task : ComparisonSettings.Task.values()) {
        if (settings.tasks().contains(task)) {
          switch (task) {
            case START -> tasks.start();
            case MANIFESTS -> tasks.manifests();
            case BLOBS -> tasks.blobs();
            case PUSHES -> tasks.pushes();
            case LISTS -> tasks.lists();
          }
        }
      }
    } finally {
      System.out.print("\n" + comparison.print());
      delete(settings.work());
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
