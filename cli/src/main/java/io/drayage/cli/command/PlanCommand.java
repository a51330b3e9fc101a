package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.progress.Counted;
import io.drayage.cli.progress.Sizes;
import io.drayage.cli.service.ResourceKind;
import io.drayage.cli.service.Service;
import io.drayage.cli.service.ServiceFlags;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code dray plan}: what a run of a sync would do. */
final class PlanCommand implements Command {
  @Override
  public String name() {
    return "plan";
  }

  @Override
  public Description description() {
    return new Description(
        "Show what a run of a sync would do",
        "NAME",
        List.of(
            "The service keeps the plan. With --execute it does then what the plan says, and nothing"
                + " else: an image that has changed meanwhile fails."),
        List.of("dray plan base-images", "dray plan base-images --execute"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .toggle("--execute", "do what the plan says, and show the progress")
        .text("-o, --output", "text|json", "print one JSON document instead");
    ServiceFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    String name = arguments.exactly(1, "Exactly one sync expected").getFirst();
    boolean json = RunWatch.wantsJson(arguments);
    return ServiceCall.run(
        arguments,
        invocation,
        service -> {
          RunWatch watch = new RunWatch(service, invocation);
          JsonNode plan = watch.await(service.post("syncs/" + Service.word(name) + "/plans"));
          List<JsonNode> transfers =
              service.list(
                  ResourceKind.of("transfers"),
                  "runs/%d/transfers".formatted(plan.path("id").asLong()));
          boolean execute = arguments.isOn("--execute");
          if (!json) {
            show(plan, transfers, invocation.out());
          } else if (!execute) {
            ObjectNode document = ((ObjectNode) plan).deepCopy();
            document.putArray("transfers").addAll(transfers);
            invocation.out().println(document.toPrettyString());
          }
          if (!plan.path("state").asString("").equals("planned")) {
            return ExitCode.FAILURE;
          }
          return execute
              ? watch.toTheEnd(
                  service.post("runs/%d/execute".formatted(plan.path("id").asLong())), json)
              : plan.path("counts").path("failed").asLong() == 0
                  ? ExitCode.SUCCESS
                  : ExitCode.FAILURE;
        });
  }

  private static void show(JsonNode plan, List<JsonNode> transfers, PrintStream out) {
    for (JsonNode transfer : transfers) {
      String source = transfer.path("source").asString("");
      switch (transfer.path("state").asString("")) {
        case "pending" ->
            out.printf(
                "%s %s -> %s, %s%n",
                transfer.path("action").asString(""),
                source,
                transfer.path("destination").asString(""),
                Sizes.bytes(transfer.path("bytes").asLong()));
        case "failed" -> out.printf("cannot copy %s: %s%n", source, reason(transfer));
        case "skipped" -> out.printf("skips %s: %s%n", source, reason(transfer));
        default -> {} // it is there already, and counted below
      }
    }
    JsonNode counts = plan.path("counts");
    out.printf(
        "Plan %d: %s to do, %s in %s; %d unchanged, %d skipped, %d failed%n",
        plan.path("id").asLong(),
        Counted.of(counts.path("pending").asLong(), "image"),
        Sizes.bytes(counts.path("bytesPlanned").asLong()),
        Counted.of(counts.path("requestsPlanned").asLong(), "request"),
        counts.path("unchanged").asLong(),
        counts.path("skipped").asLong(),
        counts.path("failed").asLong());
    if (plan.hasNonNull("failure")) {
      out.println("The plan failed: " + plan.path("failure").asString(""));
    }
  }

  private static String reason(JsonNode transfer) {
    return transfer.path("reason").asString("for no reason that the service knows");
  }
}
