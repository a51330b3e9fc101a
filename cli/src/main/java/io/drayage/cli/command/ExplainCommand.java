package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.registries.PolicyFiles;
import io.drayage.registries.SourceFile;
import io.drayage.registries.explain.Explainer;
import io.drayage.registries.explain.Explanation;
import io.drayage.registries.explain.HostConfiguration;
import io.drayage.registries.explain.Overrides;
import io.drayage.transport.RegistryOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;

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
    boolean json = wantsJson(arguments, stdin);
    RegistryOptions options = RegistryFlags.read(arguments, End.ONLY);
    Explainer explainer = new Explainer(host(arguments, invocation, options), overrides(options));
    PrintStream out = invocation.out();
    int code = ExitCode.SUCCESS;
    List<SourceFile> files = List.of();
    Iterator<String> names =
        stdin ? new NameLines(invocation.surroundings().in()) : words.iterator();
    while (names.hasNext()) {
      Explanation explanation = explainer.explain(names.next());
      if (json) {
        out.println(explanation.json());
      } else {
        out.println(explanation.withoutFiles());
        files = explanation.files();
      }
      if (!explanation.isAllowed()) {
        code = ExitCode.FAILURE;
      }
    }
    out.print(Explanation.text(files));
    return code;
  }

  private static boolean wantsJson(Arguments arguments, boolean stdin) {
    return switch (arguments.text("--output").orElse(stdin ? "json" : "text")) {
      case "text" -> false;
      case "json" -> true;
      default -> throw new UsageException("--output must be text or json");
    };
  }

  private static HostConfiguration host(
      Arguments arguments, Invocation invocation, RegistryOptions options) throws IOException {
    return EndAccess.configuration(invocation, arguments, End.ONLY)
        .host(
            PolicyFiles.read(
                invocation.global().trust(), invocation.surroundings().configuration()),
            options.certificateFolder());
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
