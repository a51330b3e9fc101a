package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.service.Output;
import io.drayage.cli.service.ResourceKind;
import io.drayage.cli.service.Service;
import io.drayage.cli.service.ServiceFlags;
import java.io.IOException;
import java.util.List;

/** {@code dray get}: resources of a service. */
final class GetCommand implements Command {
  @Override
  public String name() {
    return "get";
  }

  @Override
  public Description description() {
    return new Description(
        "Show resources of a service",
        "KIND [NAME]",
        List.of(
            "KIND is registries, policies, syncs, runs, transfers, webhooks, tenants, tokens or"
                + " audit, in the singular as well; transfers are those of the run that is named.",
            "With -o yaml, what can be defined is printed as dray apply takes it."),
        List.of(
            "dray get syncs",
            "dray get sync base-images -o yaml",
            "dray get runs --for base-images",
            "dray get transfers 17 -o json"));
  }

  @Override
  public void declare(Flags flags) {
    ServiceFlags.declareOutput(flags);
    flags.text("--for", "SYNC", "only the runs of this sync");
    ServiceFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.positionals();
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException("One kind expected, and at most one name behind it");
    }
    ResourceKind kind = ResourceKind.of(words.getFirst());
    Output output = Output.read(arguments);
    boolean ofRun = kind.list().equals("transfers");
    if (ofRun && words.size() == 1) {
      throw new UsageException("name the run: dray get transfers RUN");
    }
    return ServiceCall.run(
        arguments,
        invocation,
        service -> {
          if (ofRun) {
            String path = ResourceKind.of("run").path(words.getLast()) + "/transfers";
            output.several(kind, service.list(kind, path), invocation.out());
          } else if (words.size() == 2) {
            output.one(kind, service.get(kind.path(words.getLast())), invocation.out());
          } else {
            String filter =
                arguments
                    .text("--for")
                    .map(sync -> kind.list() + "?sync=" + Service.word(sync))
                    .orElse(kind.list());
            output.several(kind, service.list(kind, filter), invocation.out());
          }
          return ExitCode.SUCCESS;
        });
  }
}
