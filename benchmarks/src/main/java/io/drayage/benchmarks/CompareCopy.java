package io.drayage.benchmarks;

import io.drayage.testing.ImageFixture;
import io.drayage.testing.RegistryUpload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures copies by dray and by skopeo between two registries on the loopback interface. Each
 * scenario makes its images from a seed, starts its registries and ends them; the tools take turns,
 * and who goes first changes from round to round.
 */
public final class CompareCopy {
  private static final int STARTS = 10;

  private final Settings settings;
  private final PrintStream out;
  private final ResultTable table = new ResultTable();

  private CompareCopy(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(System.getProperty("drayage.root", ".")).toAbsolutePath();
    Path work = home.resolve("benchmarks/target/compare-copy");
    if (List.of(arguments).contains("--help")) {
      System.out.print(Settings.USAGE);
      return;
    }
    Settings settings;
    try {
      settings = Settings.parse(List.of(arguments), work, home.resolve("dray"));
    } catch (UsageException e) {
      System.err.println(e.getMessage());
      System.err.print(Settings.USAGE);
      System.exit(2);
      return;
    }
    new CompareCopy(settings, System.out).run();
  }

  private void run() throws Exception {
    RegistryPair.delete(settings.work());
    Files.createDirectories(settings.work());
    try {
      for (Tool tool : tools(0)) {
        // The first start builds what is missing, which is not to be measured.
        MeasuredProcess.run(tool.version(), tool.environment(), settings.work());
      }
      for (Scenario scenario : settings.scenarios()) {
        switch (scenario) {
          case STARTUP -> startup();
          case BIG -> big();
          case MANY -> many();
          case FLEET -> fleet();
          case MEMORY -> memory();
        }
      }
    } finally {
      out.print("\n" + table.print());
      RegistryPair.delete(settings.work());
    }
  }

  private void startup() throws IOException, InterruptedException {
    try (RegistryPair pair = pair("startup")) {
      ImageFixture image = Workloads.many(settings).values().iterator().next();
      upload(pair, Map.of("one", Map.of("v1", image)));
      for (int round = 0; round < STARTS; round++) {
        for (Tool tool : tools(round)) {
          record("--version", tool, round, pair.measure(tool, tool.version()));
          String reference = pair.source().authority() + "/one:v1";
          record("inspect", tool, round, pair.measure(tool, tool.inspect(reference)));
        }
      }
    }
  }

  private void big() throws IOException, InterruptedException {
    try (RegistryPair pair = pair("big")) {
      ImageFixture image = Workloads.big(settings);
      upload(pair, Map.of("big", Map.of("v1", image)));
      for (int round = 0; round < settings.rounds(); round++) {
        for (Tool tool : tools(round)) {
          pair.emptyDestination();
          String source = pair.source().authority() + "/big:v1";
          String there = pair.destination().authority();
          record("big", tool, round, pair.measure(tool, tool.copy(source, there + "/big:v1")));
          verify(pair, "big", Map.of("v1", image));
          record(
              "same-again", tool, round, pair.measure(tool, tool.copy(source, there + "/big:v1")));
          record(
              "other-repo",
              tool,
              round,
              pair.measure(tool, tool.copy(source, there + "/other:v1")));
          verify(pair, "other", Map.of("v1", image));
        }
      }
    }
  }

  private void many() throws IOException, InterruptedException {
    try (RegistryPair pair = pair("many")) {
      Map<String, ImageFixture> images = Workloads.many(settings);
      upload(pair, Map.of("many", images));
      pair.copyToDestination();
      Path yaml = yaml(pair, List.of("many"));
      for (int round = 0; round < settings.rounds(); round++) {
        for (Tool tool : tools(round)) {
          List<String> sync = tool.syncYaml(yaml, pair.destination().authority());
          record("many unchanged", tool, round, pair.measure(tool, sync));
        }
      }
      verify(pair, "many", images);
    }
  }

  private void fleet() throws IOException, InterruptedException {
    try (RegistryPair pair = pair("fleet")) {
      Map<String, Map<String, ImageFixture>> fleet = Workloads.fleet(settings);
      upload(pair, fleet);
      Path yaml = yaml(pair, List.copyOf(fleet.keySet()));
      for (int round = 0; round < Math.min(3, settings.rounds()); round++) {
        for (Tool tool : tools(round)) {
          pair.emptyDestination();
          List<String> sync = tool.syncYaml(yaml, pair.destination().authority());
          record("fleet", tool, round, pair.measure(tool, sync));
          for (Map.Entry<String, Map<String, ImageFixture>> repository : fleet.entrySet()) {
            verify(pair, repository.getKey(), repository.getValue());
          }
          record("fleet unchanged", tool, round, pair.measure(tool, sync));
        }
      }
    }
  }

  private void memory() throws IOException, InterruptedException {
    if (!settings.tools().contains("dray")) {
      return;
    }
    try (RegistryPair pair = pair("memory")) {
      ImageFixture image = Workloads.big(settings);
      upload(pair, Map.of("big", Map.of("v1", image)));
      Tool tool = tool("dray").with("DRAY_JAVA_OPTIONS", "-Xmx64m");
      List<String> copy =
          tool.copy(
              pair.source().authority() + "/big:v1", pair.destination().authority() + "/big:v1");
      record("memory", tool, 0, pair.measure(tool, copy));
      verify(pair, "big", Map.of("v1", image));
    }
  }

  private RegistryPair pair(String scenario) throws IOException, InterruptedException {
    out.println("# " + scenario);
    return RegistryPair.start(settings.work().resolve(scenario));
  }

  /**
   * The tools, in turning order, so that neither always finds the caches as the other left them.
   */
  private List<Tool> tools(int round) {
    List<Tool> tools = new ArrayList<>();
    for (String name : round % 2 == 0 ? settings.tools() : settings.tools().reversed()) {
      tools.add(tool(name));
    }
    return tools;
  }

  private Tool tool(String name) {
    return Tool.named(name, settings, settings.work().resolve("memory-of-" + name));
  }

  private void record(String task, Tool tool, int round, Measurement measurement) {
    table.add(task, tool.name(), measurement);
    out.printf(
        "%-16s %-8s round %d: %.3f s, CPU %.2f s%n",
        task, tool.name(), round + 1, measurement.wall(), measurement.clientCpu());
  }

  private void upload(RegistryPair pair, Map<String, Map<String, ImageFixture>> repositories)
      throws IOException, InterruptedException {

    long start = System.nanoTime();
    try (RegistryUpload upload = new RegistryUpload(pair.source().uri())) {
      for (Map.Entry<String, Map<String, ImageFixture>> repository : repositories.entrySet()) {
        for (Map.Entry<String, ImageFixture> tag : repository.getValue().entrySet()) {
          upload.push(tag.getValue(), repository.getKey(), tag.getKey());
        }
      }
    }
    long bytes =
        repositories.values().stream()
            .flatMap(tags -> tags.values().stream())
            .flatMap(image -> image.blobs().entrySet().stream())
            .distinct()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().length(), (a, _) -> a))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    out.printf(
        "%d repositories, %.3f GB of blobs, prepared in %.1f s%n",
        repositories.size(), bytes / 1e9, (System.nanoTime() - start) / 1e9);
  }

  private static void verify(RegistryPair pair, String repository, Map<String, ImageFixture> tags)
      throws IOException, InterruptedException {
    try (var check = new DestinationCheck(pair.destination().uri())) {
      for (Map.Entry<String, ImageFixture> tag : tags.entrySet()) {
        check.holds(repository, tag.getKey(), tag.getValue());
      }
    }
  }

  private Path yaml(RegistryPair pair, List<String> repositories) throws IOException {
    var text = new StringBuilder(pair.source().authority() + ":\n  tls-verify: false\n  images:\n");
    for (String repository : repositories) {
      text.append("    %s: []\n".formatted(repository));
    }
    return Files.writeString(settings.work().resolve("sync.yaml"), text.toString());
  }
}
