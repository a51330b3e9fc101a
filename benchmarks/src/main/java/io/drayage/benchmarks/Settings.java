package io.drayage.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What to measure, from the command line.
 *
 * @param scenarios in the order in which they run
 * @param rounds how often each tool does each cold task; tools take turns
 * @param scale factor on the bytes of the images, 1 for the sizes in the documentation
 * @param count factor on the number of repositories and tags
 * @param work folder for registries and images; emptied at the end
 * @param dray the program under test
 */
record Settings(
    List<Scenario> scenarios,
    int rounds,
    double scale,
    double count,
    Path work,
    Path dray,
    List<String> tools) {

  static final String USAGE =
      """
      usage: benchmarks/compare-copy [SCENARIO…] [OPTION…]

      Copies images between two docker-registry processes on the loopback interface, with dray and
      with skopeo in turn, and prints medians and ratios.

        big      1 GiB in 6 layers: cold, the same again, and to another repository
        fleet    50 repositories with 10 tags that share layers, 2.9 GB: cold and unchanged
        many     1000 tags of one repository, unchanged
        startup  --version and inspect
        memory   big once more, dray with -Xmx64m

        --rounds N   how often each tool does each task (default 5, fleet 3)
        --scale X    factor on the bytes of the images (default 1)
        --count X    factor on the number of repositories and tags (default 1)
        --quick      --rounds 1 --scale 0.02 --count 0.1
        --tools A,B  dray, skopeo or both (default)
        --dray FILE  another dray
        --work DIR   folder for registries and images
      """;

  Settings {
    scenarios = List.copyOf(scenarios);
    tools = List.copyOf(tools);
  }

  static Settings parse(List<String> arguments, Path work, Path dray) throws UsageException {
    List<Scenario> scenarios = new ArrayList<>();
    var settings = new Settings(List.of(), 5, 1, 1, work, dray, List.of("dray", "skopeo"));
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (!word.startsWith("--")) {
        scenarios.add(Scenario.named(word));
        continue;
      }
      if (word.equals("--quick")) {
        settings = settings.with("--rounds", "1").with("--scale", "0.02").with("--count", "0.1");
        continue;
      }
      if (!words.hasNext()) {
        throw new UsageException(word + " needs a value");
      }
      settings = settings.with(word, words.next());
    }
    return settings.withScenarios(scenarios.isEmpty() ? List.of(Scenario.values()) : scenarios);
  }

  private Settings with(String option, String value) throws UsageException {
    try {
      return switch (option) {
        case "--rounds" ->
            new Settings(scenarios, Integer.parseInt(value), scale, count, work, dray, tools);
        case "--scale" ->
            new Settings(scenarios, rounds, Double.parseDouble(value), count, work, dray, tools);
        case "--count" ->
            new Settings(scenarios, rounds, scale, Double.parseDouble(value), work, dray, tools);
        case "--work" -> new Settings(scenarios, rounds, scale, count, Path.of(value), dray, tools);
        case "--dray" -> new Settings(scenarios, rounds, scale, count, work, Path.of(value), tools);
        case "--tools" -> withTools(List.of(value.split(",", -1)));
        default -> throw new UsageException("unknown option " + option);
      };
    } catch (NumberFormatException e) {
      throw new UsageException(option + " needs a number, not " + value);
    }
  }

  private Settings withTools(List<String> names) throws UsageException {
    if (!Set.of("dray", "skopeo").containsAll(names)) {
      throw new UsageException("the tools are dray and skopeo");
    }
    return new Settings(scenarios, rounds, scale, count, work, dray, names);
  }

  private Settings withScenarios(List<Scenario> others) {
    return new Settings(others, rounds, scale, count, work, dray, tools);
  }

  long bytes(long full) {
    return Math.max(1000, (long) (full * scale));
  }

  int times(int full) {
    return Math.max(1, (int) Math.round(full * count));
  }
}
