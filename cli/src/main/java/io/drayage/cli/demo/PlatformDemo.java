package io.drayage.cli.demo;

import io.drayage.cli.CommandRunner;
import io.drayage.cli.ExitCode;
import io.drayage.cli.Surroundings;
import io.drayage.cli.platform.Launch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The tour of the platform: an upstream, a mirror rule and a block; a sync that is planned and run
 * through the queue; and what a client pulls then. Every step is checked.
 */
public final class PlatformDemo {
  private static final List<String> TAGS = List.of("1.0", "1.1", "2.0");

  private final Surroundings surroundings;
  private final CommandRunner commands;
  private final PrintStream out;
  private final DemoRegistry upstream;
  private boolean asAnnounced = true;

  /** Starts the platform as long as this process lives; its output is read. */
  @FunctionalInterface
  public interface Starter {
    Process start(Path data, List<String> settings) throws IOException;
  }

  /** Whether the platform goes on when everything was shown. */
  public enum Afterwards {
    STAY,
    EXIT
  }

  private PlatformDemo(Surroundings surroundings, CommandRunner commands, DemoRegistry upstream) {
    this.surroundings = surroundings;
    this.commands = commands;
    this.out = surroundings.out();
    this.upstream = upstream;
  }

  /** Shows everything, and returns the exit code. */
  public static int run(
      Surroundings surroundings, CommandRunner commands, Starter starter, Afterwards afterwards)
      throws IOException {
    Path files = Files.createTempDirectory("dray-demo-");
    Path data = Files.createTempDirectory("dray-demo-data-");
    try (DemoRegistry upstream = DemoRegistry.start()) {
      PlatformDemo demo = new PlatformDemo(Demo.isolated(surroundings, files), commands, upstream);
      demo.publish(files);
      Path configuration = demo.writeConfiguration(files);
      Process process =
          starter.start(data, List.of("--drayage.copier.registries-conf=" + configuration));
      try {
        demo.show(process, configuration);
        if (afterwards == Afterwards.STAY) {
          demo.stay(process);
        }
      } finally {
        PlatformEnd.await(process);
      }
      return demo.asAnnounced ? ExitCode.SUCCESS : ExitCode.FAILURE;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.SUCCESS;
    } finally {
      Demo.delete(files);
      Demo.delete(data);
    }
  }

  private void publish(Path files) throws IOException {
    heading(
        "The platform: a registry, and a copier that fills it. First, images upstream on "
            + upstream.authority());
    Path layout = files.resolve("hello");
    Demo.writeImage(files, layout, DemoImage.BASE_SIZE);
    for (String tag : TAGS) {
      dray(
          "copy",
          "-q",
          "--all",
          "--dest-tls-verify=false",
          "oci:%s:1.0".formatted(layout),
          "docker://%s/library/hello:%s".formatted(upstream.authority(), tag));
    }
  }

  private Path writeConfiguration(Path files) throws IOException {
    return Files.writeString(
        files.resolve("registries.conf"),
        """
        [[registry]]
        location = "registry.example.com"

        [[registry.mirror]]
        location = "%s"
        insecure = true

        [[registry]]
        location = "untrusted.example.com"
        blocked = true
        """
            .formatted(upstream.authority()));
  }

  private void show(Process process, Path configuration) throws IOException, InterruptedException {
    heading("'dray up' starts both services in one process, here with this registries.conf:");
    Files.readAllLines(configuration).forEach(line -> out.println("    " + line));
    out.flush();
    Launch launch =
        Launch.await(process)
            .orElseThrow(() -> new IOException("the platform ended at its start; see above"));
    out.println("ready at " + launch.url());
    String local = launch.url().replaceFirst("https?://", "");
    try (PlatformApi api = new PlatformApi(launch.url(), launch.adminToken())) {
      RunWatch watch = new RunWatch(api, out);
      sync(api, watch, local);
      refuse(api, watch, local);
    }
    heading("What has arrived can be pulled by everybody.");
    dray(
        "inspect",
        "--tls-verify=false",
        "--no-tags",
        "--format",
        "{{.Name}} for {{.Os}}/{{.Architecture}}: {{.Digest}}",
        "docker://%s/mirror/library/hello:2.0".formatted(local));
    heading("Look at it:");
    out.printf(
        "  %s/api/v1/runs    what ran%n  %s/api/v1/syncs   what is kept where%n  %s/metrics%n",
        launch.url(), launch.url(), launch.url());
  }

  private void sync(PlatformApi api, RunWatch watch, String local)
      throws IOException, InterruptedException {
    heading(
        "A sync is planned first: nothing moves yet. Nobody can reach registry.example.com; its"
            + " mirror can be.");
    define(api, "hello", "registry.example.com/library/hello", local);
    JsonNode plan = watch.watch(api.post("/syncs/hello/plans"));
    check(plan, "planned");
    heading("The plan is run, through the queue that all replicas share.");
    JsonNode run = watch.watch(api.post("/runs/%d/execute".formatted(plan.path("id").asLong())));
    check(run, "succeeded");
    show(api, run);
    heading("The same again: nothing has changed.");
    int before = upstream.requests();
    check(watch.watch(api.post("/syncs/hello/runs")), "succeeded");
    out.printf("  (%d requests upstream)%n", upstream.requests() - before);
  }

  private void refuse(PlatformApi api, RunWatch watch, String local)
      throws IOException, InterruptedException {
    heading("What is blocked is refused before anything is sent.");
    define(api, "untrusted", "untrusted.example.com/library/hello", local);
    JsonNode run = watch.watch(api.post("/syncs/untrusted/runs"));
    check(run, "failed");
    String failure = run.path("failure").asString("");
    if (failure.isEmpty()) {
      show(api, run);
    } else {
      out.println("  " + failure);
    }
  }

  private static void define(PlatformApi api, String name, String source, String local)
      throws IOException, InterruptedException {
    api.put(
        "/syncs/" + name,
        "{\"sources\": [{\"repository\": \"%s\", \"tags\": {\"only\": [\"%s\"]}}], \"destination\": \"%s/mirror/{path}\"}"
            .formatted(source, String.join("\", \"", TAGS), local));
  }

  private void show(PlatformApi api, JsonNode run) throws IOException, InterruptedException {
    for (JsonNode transfer :
        api.get("/runs/%d/transfers".formatted(run.path("id").asLong())).path("transfers")) {
      out.printf(
          "  %-9s %s -> %s %s%n",
          transfer.path("state").asString(""),
          transfer.path("source").asString(""),
          transfer.path("destination").asString(""),
          transfer.path("reason").asString(""));
    }
  }

  private void stay(Process process) throws InterruptedException {
    out.println();
    out.println("It stays up until you press Ctrl-C, and leaves nothing behind.");
    out.flush();
    process.waitFor();
  }

  private void heading(String text) {
    out.println();
    out.println("# " + text);
    out.flush();
  }

  private void dray(String... words) {
    out.println("$ dray " + String.join(" ", words));
    out.flush();
    int code = commands.run(surroundings, words);
    surroundings.err().flush();
    if (code != ExitCode.SUCCESS) {
      unexpected("it should have succeeded");
    }
  }

  private void check(JsonNode run, String state) {
    if (!run.path("state").asString("").equals(state)) {
      unexpected("the run should be %s: %s".formatted(state, run));
    }
  }

  private void unexpected(String text) {
    asAnnounced = false;
    out.println("UNEXPECTED: " + text);
  }
}
