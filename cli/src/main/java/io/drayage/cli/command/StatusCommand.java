package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.Version;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.platform.Health;
import io.drayage.cli.platform.PlatformFolder;
import io.drayage.cli.platform.PlatformProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** {@code dray status}: tells whether the platform runs here. */
final class StatusCommand implements Command {
  @Override
  public String name() {
    return "status";
  }

  @Override
  public Description description() {
    return new Description(
        "Tell whether the platform runs on this machine, and how it is",
        "",
        List.of("The exit code is 0 when it runs and takes requests, and 1 otherwise."),
        List.of("dray status", "dray status --data /srv/dray"));
  }

  @Override
  public void declare(Flags flags) {
    PlatformFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    arguments.exactly(0, "dray status takes no arguments, only flags");
    PlatformFolder folder = PlatformFlags.folder(arguments, invocation);
    PrintStream out = invocation.out();
    Optional<PlatformProcess> running = folder.running();
    if (running.isEmpty()) {
      boolean crashed = folder.process().isPresent();
      out.printf(
          "nothing runs with data in %s%s%n",
          folder.path(), crashed ? "; the last process ended without being stopped" : "");
      return ExitCode.FAILURE;
    }
    PlatformProcess process = running.get();
    Optional<Health> health = process.url().map(Health::ask);
    process.url().ifPresent(url -> out.printf("url      %s%n", url));
    out.printf("version  %s%n", Version.text());
    out.printf("process  %d, since %s%n", process.pid(), process.startedAt());
    out.printf("data     %s%n", folder.path());
    out.printf("log      %s%n", folder.log());
    out.printf("health   %s%n", health.map(Health::detail).orElse("starting"));
    return health.filter(Health::ready).isPresent() ? ExitCode.SUCCESS : ExitCode.FAILURE;
  }
}
