package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.service.Output;
import io.drayage.cli.service.ResourceKind;
import io.drayage.cli.service.Service;
import io.drayage.cli.service.ServiceFlags;
import io.drayage.cli.service.YamlText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code dray describe}: all that is known of one resource. */
final class DescribeCommand implements Command {
  private static final int LATEST = 5;

  @Override
  public String name() {
    return "describe";
  }

  @Override
  public Description description() {
    return new Description(
        "Show all that a service knows of a resource",
        "KIND NAME",
        List.of("Of a sync its latest runs are shown as well, of a run the images that failed."),
        List.of("dray describe sync base-images", "dray describe run 17"));
  }

  @Override
  public void declare(Flags flags) {
    ServiceFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.exactly(2, "Exactly a kind and a name expected");
    ResourceKind kind = ResourceKind.of(words.getFirst());
    return ServiceCall.run(
        arguments,
        invocation,
        service -> {
          PrintStream out = invocation.out();
          YamlText.lines(service.get(kind.path(words.getLast()))).forEach(out::println);
          switch (kind.list()) {
            case "syncs" -> runs(service, words.getLast(), out);
            case "runs" -> failures(service, words.getLast(), out);
            default -> {} // it has nothing below it
          }
          return ExitCode.SUCCESS;
        });
  }

  private static void runs(Service service, String sync, PrintStream out) throws IOException {
    JsonNode page = service.get("runs?limit=%d&sync=%s".formatted(LATEST, Service.word(sync)));
    List<JsonNode> runs = new ArrayList<>();
    page.path("runs").forEach(runs::add);
    out.println();
    Output.TABLE.several(ResourceKind.of("runs"), runs, out);
  }

  private static void failures(Service service, String run, PrintStream out) throws IOException {
    ResourceKind kind = ResourceKind.of("transfers");
    List<JsonNode> failed =
        service.list(kind, ResourceKind.of("run").path(run) + "/transfers?state=failed");
    if (!failed.isEmpty()) {
      out.println();
      Output.TABLE.several(kind, failed, out);
    }
  }
}
