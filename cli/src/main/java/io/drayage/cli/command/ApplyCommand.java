package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.service.Definition;
import io.drayage.cli.service.ServiceFlags;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code dray apply}: makes the service have what a file says. */
final class ApplyCommand implements Command {
  @Override
  public String name() {
    return "apply";
  }

  @Override
  public Description description() {
    return new Description(
        "Make a service have the resources of a file",
        "",
        List.of(
            "The file has a document for each resource, with kind, name and spec. All are read"
                + " before the first is sent. What the service has besides stays.",
            "A mistake is reported with its line."),
        List.of("dray apply -f mirror.yaml", "dray get syncs -o yaml | dray apply -f -"));
  }

  @Override
  public void declare(Flags flags) {
    Definitions.declare(flags);
    ServiceFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<Definition> definitions = Definitions.read(arguments, invocation);
    return ServiceCall.run(
        arguments,
        invocation,
        service -> {
          for (Definition definition : definitions) {
            Optional<JsonNode> before = service.find(definition.kind().path(definition.name()));
            JsonNode after = Definitions.put(service, definition);
            invocation.out().println(definition.title() + " " + change(before, after));
          }
          return ExitCode.SUCCESS;
        });
  }

  private static String change(Optional<JsonNode> before, JsonNode after) {
    if (before.isEmpty()) {
      return "created";
    }
    return before.get().path("version").equals(after.path("version")) ? "unchanged" : "changed";
  }
}
