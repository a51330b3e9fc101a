package io.drayage.benchmarks.registry;

import io.drayage.benchmarks.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What to measure, from the command line.
 *
 * @param rounds how often each registry does each task; they take turns
 * @param seconds how long a load lasts
 * @param count factor on the number of tags and blobs
 * @param work folder for the registries; emptied at the end
 */
record ComparisonSettings(
    Set<Task> tasks, int rounds, int seconds, double count, Path work, Path dray) {
  static final String USAGE =
      """
      usage: benchmarks/compare-registry [TASK…] [OPTION…]

      Loads Drayage's registry and Debian's docker-registry in turn, and prints medians and ratios.

        start      until the first answer; memory then
        manifests  GET and HEAD by tag and by digest, 16 and 64 connections
        blobs      GET of 100 MB, 1 and 4 connections
        pushes     96 blobs of 1 to 20 MB by 4 and 16 pushers, 600 blobs of 1 to 100 kB by 4
        lists      10,000 tags

        --rounds N   how often each registry does each task (default 3)
        --seconds S  how long a load lasts (default 2)
        --count X    factor on the number of tags and blobs (default 1)
        --quick      --rounds 1 --seconds 1 --count 0.2: does it run at all
        --dray FILE  another dray
        --work DIR   folder for the registries
      """;

  /** What can be asked for. */
  enum Task {
    START,
    MANIFESTS,
    BLOBS,
    PUSHES,
    LISTS;

    static Task named(String word) throws UsageException {
      for (Task task : values()) {
        if (task.name().toLowerCase(Locale.ROOT).equals(word)) {
          return task;
        }
      }
      throw new UsageException("unknown task " + word);
    }
  }

  ComparisonSettings {
    tasks = Set.copyOf(tasks);
  }

  static ComparisonSettings parse(List<String> arguments, Path work, Path dray)
      throws UsageException {
    Set<Task> tasks = EnumSet.noneOf(Task.class);
    List<String> expanded = new ArrayList<>();
    for (String word : arguments) {
      expanded.addAll(
          word.equals("--quick")
              ? List.of("--rounds", "1", "--seconds", "1", "--count", "0.2")
              : List.of(word));
    }
    var settings = new ComparisonSettings(EnumSet.allOf(Task.class), 3, 2, 1, work, dray);
    Iterator<String> words = expanded.iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (!word.startsWith("--")) {
        tasks.add(Task.named(word));
        continue;
      }
      if (!words.hasNext()) {
        throw new UsageException(word + " needs a value");
      }
      settings = settings.with(word, words.next());
    }
    return tasks.isEmpty() ? settings : settings.withTasks(tasks);
  }

  private ComparisonSettings with(String option, String value) throws UsageException {
    try {
      return switch (option) {
        case "--rounds" ->
            new ComparisonSettings(tasks, positive(value), seconds, count, work, dray);
        case "--seconds" ->
            new ComparisonSettings(tasks, rounds, positive(value), count, work, dray);
        case "--count" ->
            new ComparisonSettings(tasks, rounds, seconds, Double.parseDouble(value), work, dray);
        case "--work" ->
            new ComparisonSettings(tasks, rounds, seconds, count, Path.of(value), dray);
        case "--dray" ->
            new ComparisonSettings(tasks, rounds, seconds, count, work, Path.of(value));
        default -> throw new UsageException("unknown option " + option);
      };
    } catch (NumberFormatException _) {
      throw new UsageException(option + " needs a positive number, not " + value);
    }
  }

  private static int positive(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  private ComparisonSettings withTasks(Set<Task> others) {
    return new ComparisonSettings(others, rounds, seconds, count, work, dray);
  }

  int times(int full) {
    return Math.max(1, (int) Math.round(full * count));
  }
}
