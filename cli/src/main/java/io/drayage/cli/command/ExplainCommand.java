package io.drayage.cli.command;

import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.registries.PolicyFiles;
import io.drayage.cli.registries.UserConfiguration;
import io.drayage.cli.registries.UserRouting;
import io.drayage.registries.ShortNameChooser;
import io.drayage.registries.explain.Explainer;
import io.drayage.registries.explain.HostConfiguration;
import io.drayage.registries.explain.Overrides;
import io.drayage.transport.EndpointContacts;
import io.drayage.transport.RegistryOptions;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** {@code dray explain}: how a name resolves on this machine, before anything moves. */
final class ExplainCommand implements Command {

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public Description description() {
    return new Description(
        "Show how a name of an image resolves, and why",
        "REFERENCE…",
        List.of(
            "Says which files were read, which table of registries.conf counts, every place that"
                + " would be asked in order, how it is reached, and what the trust policy says."
                + " Nothing is contacted without --contact.",
            "A name without a registry is completed as podman does; behind docker:// it is on Docker"
                + " Hub, as for dray copy. The exit code is 1 when a name cannot be resolved, is"
                + " blocked or is rejected."),
        List.of(
            "dray explain alpine",
            "dray explain docker://registry.example.com/tools/app:1.4",
            "kubectl get pods -A -o jsonpath='{..image}' | tr ' ' '\\n' | dray explain --stdin"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .toggle("--contact", "ask each place for the manifest: latency, digest, requests left")
        .toggle("--ask", "ask at the terminal what an ambiguous short name means, and remember it")
        .toggle("--stdin", "read one name a line from standard input; prints JSON lines")
        .text("--output", "text|json", "json prints one JSON document a line");
    RegistryFlags.declare(flags, End.ONLY);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.positionals();
    boolean stdin = arguments.isOn("--stdin") || words.equals(List.of("-"));
    if (stdin ? arguments.isOn("--stdin") && !words.isEmpty() : words.isEmpty()) {
      throw new UsageException(
          "name the images to explain, or give --stdin to read one name a line");
    }
    if (stdin && arguments.isOn("--ask")) {
      throw new UsageException("--ask and --stdin cannot be given together");
    }
    ExplainRun.Form form = form(arguments, stdin);
    RegistryOptions options = RegistryFlags.read(arguments, End.ONLY);
    UserConfiguration configuration = EndAccess.configuration(invocation, arguments, End.ONLY);
    HostConfiguration host =
        configuration.host(
            PolicyFiles.read(
                invocation.global().trust(), invocation.surroundings().configuration()),
            options.certificateFolder());
    Iterator<String> names =
        stdin ? new NameLines(invocation.surroundings().in()) : words.iterator();
    Explainer explainer = new Explainer(host, overrides(options));
    if (!arguments.isOn("--contact")) {
      return new ExplainRun(
              explainer, host.shortNames(), chooser(arguments, invocation), Optional.empty())
          .print(names, invocation.out(), form);
    }
    try (EndpointContacts contacts =
        EndpointContacts.open(
            new UserRouting(configuration, options), EndAccess.clientOptions(invocation))) {
      return new ExplainRun(
              explainer, host.shortNames(), chooser(arguments, invocation), Optional.of(contacts))
          .print(names, invocation.out(), form);
    }
  }

  private static ShortNameChooser chooser(Arguments arguments, Invocation invocation) {
    return arguments.isOn("--ask")
        ? new TerminalChooser(invocation.surroundings().terminal(), invocation.err())
        : ShortNameChooser.nobody();
  }

  private static ExplainRun.Form form(Arguments arguments, boolean stdin) {
    return switch (arguments.text("--output").orElse(stdin ? "json" : "text")) {
      case "text" -> ExplainRun.Form.TEXT;
      case "json" -> ExplainRun.Form.JSON_LINES;
      default -> throw new UsageException("--output must be text or json");
    };
  }

  private static Overrides overrides(RegistryOptions options) {
    return new Overrides(
        switch (options.tlsVerification()) {
          case CONFIGURED -> Overrides.Verification.CONFIGURED;
          case REQUIRED -> Overrides.Verification.REQUIRED;
          case SKIPPED -> Overrides.Verification.SKIPPED;
        },
        options.credential());
  }
}
