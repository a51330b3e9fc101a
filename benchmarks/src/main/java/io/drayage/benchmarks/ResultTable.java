package io.drayage.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects measurements by task and tool and prints their medians side by side. */
final class ResultTable {
  private final Map<String, Map<String, List<Measurement>>> results = new LinkedHashMap<>();

  void add(String task, String tool, Measurement measurement) {
    results
        .computeIfAbsent(task, _ -> new LinkedHashMap<>())
        .computeIfAbsent(tool, _ -> new ArrayList<>())
        .add(measurement);
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(List<Measurement> measurements, ToDoubleFunction<Measurement> of) {
    double[] sorted = measurements.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** A Markdown table; the last column is wall time in parts of skopeo's. */
  String print() {
    var text = new StringBuilder();
    text.append(
        row(
            "task",
            "tool",
            "n",
            "wall s [min..max]",
            "CPU s",
            "reg. CPU",
            "RSS MiB",
            "requests",
            "ratio"));
    text.append("|---|---|---|---|---|---|---|---|---|\n");
    results.forEach(
        (task, tools) -> tools.forEach((tool, all) -> text.append(row(task, tool, all, tools))));
    return text.toString();
  }

  private static String row(
      String task, String tool, List<Measurement> all, Map<String, List<Measurement>> tools) {
    double wall = median(all, Measurement::wall);
    double min = all.stream().mapToDouble(Measurement::wall).min().orElseThrow();
    double max = all.stream().mapToDouble(Measurement::wall).max().orElseThrow();
    List<Measurement> skopeo = tools.getOrDefault("skopeo", List.of());
    String ratio = skopeo.isEmpty() ? "-" : number(wall / median(skopeo, Measurement::wall), 2);
    return row(
        task,
        tool,
        Integer.toString(all.size()),
        "%s [%s..%s]".formatted(number(wall, 3), number(min, 3), number(max, 3)),
        number(median(all, Measurement::clientCpu), 2),
        number(median(all, Measurement::registryCpu), 2),
        number(median(all, Measurement::peakMemory), 0),
        "%.0f + %.0f"
            .formatted(
                median(all, Measurement::sourceRequests),
                median(all, Measurement::destinationRequests)),
        ratio);
  }

  private static String row(String... cells) {
    return "| %-18s | %-16s | %2s | %-24s | %8s | %8s | %8s | %-13s | %6s |%n"
        .formatted((Object[]) cells);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
