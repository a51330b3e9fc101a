package io.drayage.benchmarks.registry;

import io.drayage.benchmarks.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Measures clients that pull an image which the cache has not, next to the same clients straight at
 * the upstream.
 */
public final class CompareColdPull {
  private static final String USAGE =
      """
      usage: benchmarks/compare-cold-pull [OPTION…]

      Pulls one image by many clients at once from a docker-registry, and through a cache in front of
      it that has never seen the image; prints the time to the first byte and the upstream's bytes.

        --rounds N   how often (default 3); each has a new image and a new cache
        --clients N  how many at once (default 100)
        --mb N       size of the image (default 500)
        --layers N   in how many layers (default 5)
        --quick      --rounds 1 --clients 10 --mb 50: does it run at all
        --work DIR   folder for the registries; emptied
      """;

  private CompareColdPull() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(System.getProperty("drayage.root", ".")).toAbsolutePath();
    if (List.of(arguments).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    ColdPull.Settings settings;
    try {
      settings = parse(List.of(arguments), home);
    } catch (UsageException | NumberFormatException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
      return;
    }
    run(settings);
  }

  private static void run(ColdPull.Settings settings) throws IOException, InterruptedException {
    CompareRegistry.delete(settings.work());
    Files.createDirectories(settings.work());
    try {
      new ColdPull(settings, System.out).run();
    } finally {
      CompareRegistry.delete(settings.work());
    }
  }

  private static ColdPull.Settings parse(List<String> arguments, Path home) throws UsageException {
    int rounds = 3;
    int clients = 100;
    int layers = 5;
    int megabytes = 500;
    Path work = home.resolve("benchmarks/target/compare-cold-pull");
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("--quick")) {
        rounds = 1;
        clients = 10;
        megabytes = 50;
        continue;
      }
      if (!words.hasNext()) {
        throw new UsageException(word + " is unknown, or needs a value");
      }
      String value = words.next();
      switch (word) {
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--clients" -> clients = Integer.parseInt(value);
        case "--layers" -> layers = Integer.parseInt(value);
        case "--mb" -> megabytes = Integer.parseInt(value);
        case "--work" -> work = Path.of(value).toAbsolutePath();
        default -> throw new UsageException("unknown option " + word);
      }
    }
    if (Math.min(Math.min(rounds, clients), Math.min(layers, megabytes)) < 1) {
      throw new UsageException("numbers must be positive");
    }
    return new ColdPull.Settings(
        rounds, clients, layers, megabytes * 1_000_000L, work, home.resolve("dray"));
  }
}
