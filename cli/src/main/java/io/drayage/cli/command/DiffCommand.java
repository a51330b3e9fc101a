package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.FailureReport;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.service.Definition;
import io.drayage.cli.service.ServiceFlags;
import io.drayage.cli.service.Specs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code dray diff}: what {@code dray apply} would change. */
final class DiffCommand implements Command {
  /** As diff(1) has it: 1 is for a difference. */
  private static final int TROUBLE = 2;

  @Override
  public String name() {
    return "diff";
  }

  @Override
  public Description description() {
    return new Description(
        "Show what dray apply would change at a service",
        "",
        List.of(
            "The exit code is 0 when nothing differs, 1 when something does, and 2 when that could"
                + " not be found out. Passwords and other secrets are not compared: no service tells"
                + " them."),
        List.of("dray diff -f mirror.yaml"));
  }

  @Override
  public void declare(Flags flags) {
    Definitions.declare(flags);
    ServiceFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    try {
      List<Definition> definitions = Definitions.read(arguments, invocation);
      return ServiceCall.run(
          arguments,
          invocation,
          service -> {
            boolean differs = false;
            for (Definition definition : definitions) {
              Optional<JsonNode> there = service.find(definition.kind().path(definition.name()));
              List<String> lines =
                  Specs.difference(
                      there
                          .map(resource -> resource.path("spec"))
                          .orElseGet(JsonNodeFactory.instance::objectNode),
                      definition.spec());
              if (there.isEmpty() || !lines.isEmpty()) {
                differs = true;
                invocation
                    .out()
                    .println(definition.title() + (there.isEmpty() ? " is not there yet" : ""));
                lines.forEach(invocation.out()::println);
              }
            }
            return differs ? ExitCode.FAILURE : ExitCode.SUCCESS;
          });
    } catch (IOException | RuntimeException e) {
      new FailureReport(invocation.err(), invocation.global().debug()).print(e);
      return TROUBLE;
    }
  }
}
