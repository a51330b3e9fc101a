package io.drayage.benchmarks.registry;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects figures of both contestants and prints their medians side by side. */
final class Comparison {
  private final Map<Figure, Map<Contestant, List<Double>>> values = new LinkedHashMap<>();

  /**
   * One row of the table.
   *
   * @param what what was measured, with its unit
   */
  record Figure(String task, String what, Goal goal) {
    Figure(String task, String what) {
      this(task, what, new Goal.None());
    }
  }

  void add(Figure figure, Contestant contestant, double value) {
    values
        .computeIfAbsent(figure, _ -> new EnumMap<>(Contestant.class))
        .computeIfAbsent(contestant, _ -> new ArrayList<>())
        .add(value);
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** A Markdown table. */
  String print() {
    StringBuilder text = new StringBuilder();
    text.append(row("task", "figure", "drayage", "docker-registry", "ratio", "goal"));
    text.append("|---|---|---:|---:|---:|---|\n");
    values.forEach((figure, both) -> text.append(row(figure, both)));
    return text.toString();
  }

  private static String row(Figure figure, Map<Contestant, List<Double>> both) {
    List<Double> ours = both.getOrDefault(Contestant.DRAYAGE, List.of());
    List<Double> theirs = both.getOrDefault(Contestant.DOCKER_REGISTRY, List.of());
    if (ours.isEmpty() || theirs.isEmpty()) {
      return row(figure.task(), figure.what(), cell(ours), cell(theirs), "", "");
    }
    double ratio = median(ours) / median(theirs);
    return row(
        figure.task(),
        figure.what(),
        cell(ours),
        cell(theirs),
        String.format(Locale.ROOT, "%.2f", ratio),
        figure.goal().verdict(ratio));
  }

  private static String cell(List<Double> values) {
    if (values.isEmpty()) {
      return "-";
    }
    double median = median(values);
    int digits = Math.abs(median) >= 100 ? 0 : Math.abs(median) >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", median);
  }

  private static String row(String... cells) {
    return "| %-26s | %-22s | %10s | %15s | %6s | %-14s |%n".formatted((Object[]) cells);
  }
}
