package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.End;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.RegistryFlags;
import io.drayage.cli.flag.TrustChoice;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.go.GoJson;
import io.drayage.registries.ConfigCheck;
import io.drayage.registries.ConfigEnvironment;
import io.drayage.registries.ConfigFinding;
import io.drayage.registries.ConfigFinding.Severity;
import io.drayage.registries.ConfigReport;
import io.drayage.registries.CredentialFiles;
import io.drayage.registries.SourceFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code dray registries validate}: finds what is wrong or odd in configuration files. */
final class RegistriesCommand implements Command {
  private static final String VALIDATE = "validate";

  @Override
  public String name() {
    return "registries";
  }

  @Override
  public Description description() {
    return new Description(
        "Check the configuration of registries",
        "validate [FILE…]",
        List.of(
            "validate looks over all that counts on this machine: registries.conf with its"
                + " drop-ins, remembered short names, credentials, certificates and the trust"
                + " policy; or over the files and folders that are named, each by itself. Nobody is"
                + " contacted, and no secret is shown.",
            "The exit code is 1 when a file cannot be used, and with --strict also when there is a"
                + " warning."),
        List.of(
            "dray registries validate",
            "dray registries validate --strict ./registries.conf ./policy.json",
            "dray registries validate --output json | jq -r 'select(.severity != \"note\").message'"));
  }

  @Override
  public void declare(Flags flags) {
    flags
        .toggle("--strict", "exit with 1 for warnings as well")
        .text("--output", "text|json", "json prints one finding a line")
        .text("--authfile", "PATH", "check this file with credentials in place of the usual ones");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<String> words = arguments.positionals();
    if (words.isEmpty() || !words.getFirst().equals(VALIDATE)) {
      throw new UsageException("say what to do with the registries: dray registries validate");
    }
    boolean json = wantsJson(arguments);
    ConfigReport report =
        report(
            words.subList(1, words.size()).stream().map(Path::of).toList(), arguments, invocation);
    PrintStream out = invocation.out();
    for (ConfigFinding finding : report.findings()) {
      out.println(json ? GoJson.compact(FindingView.of(finding)) : finding.toString());
    }
    if (!json) {
      out.println(summary(report));
    }
    boolean bad =
        report.count(Severity.ERROR) > 0
            || (arguments.isOn("--strict") && report.count(Severity.WARNING) > 0);
    return bad ? ExitCode.FAILURE : ExitCode.SUCCESS;
  }

  private static ConfigReport report(List<Path> files, Arguments arguments, Invocation invocation)
      throws IOException {
    ConfigEnvironment environment = invocation.surroundings().configuration();
    ConfigCheck check = new ConfigCheck(environment, InstantSource.system());
    if (!files.isEmpty()) {
      return check.files(files);
    }
    Optional<Path> policy =
        invocation.global().trust() instanceof TrustChoice.PolicyFile(Optional<Path> named, _)
            ? named
            : Optional.empty();
    return check.host(
        EndAccess.configuration(invocation, arguments, End.ONLY).registriesFiles(),
        RegistryFlags.authFile(arguments, End.ONLY)
            .map(CredentialFiles::only)
            .orElseGet(() -> CredentialFiles.standard(environment)),
        policy);
  }

  private static String summary(ConfigReport report) {
    long files =
        report.files().stream().filter(file -> file.state() == SourceFile.State.READ).count();
    return "%s checked: %s, %s, %s"
        .formatted(
            counted(files, "file"),
            counted(report.count(Severity.ERROR), "error"),
            counted(report.count(Severity.WARNING), "warning"),
            counted(report.count(Severity.NOTE), "note"));
  }

  private static String counted(long count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  private static boolean wantsJson(Arguments arguments) {
    return switch (arguments.text("--output").orElse("text")) {
      case "text" -> false;
      case "json" -> true;
      default -> throw new UsageException("--output must be text or json");
    };
  }
}
