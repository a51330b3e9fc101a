package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.platform.Launch;
import io.drayage.cli.platform.PlatformFolder;
import io.drayage.cli.platform.PlatformProcess;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code dray up}: starts the platform. */
final class UpCommand implements Command {
  private static final String DEFAULT_PORT = "8080";

  @Override
  public String name() {
    return "up";
  }

  @Override
  public Description description() {
    return new Description(
        "Start the platform on this machine: a registry, and a copier that fills it",
        "",
        List.of(
            "Starts both in one process in the background, with a PostgreSQL of their own and all"
                + " of their data in one folder, waits until they are ready and prints where they"
                + " are. Everybody who reaches the port, which is on loopback, may pull; the first"
                + " start prints the token of an administrator, which is shown only then. Linux on"
                + " x86-64 only.",
            "What was started goes on when the terminal is closed; 'dray down' ends it. A folder"
                + " has one process at a time: where one runs already, this says so and changes"
                + " nothing.",
            "With --database-url several of them, on as many machines, share one PostgreSQL, 15 or"
                + " newer, and their work. User and password come from the environment variables"
                + " DRAYAGE_DATABASE_USERNAME and DRAYAGE_DATABASE_PASSWORD. Further settings are"
                + " read from the file drayage.properties in the folder."),
        List.of("dray up", "dray up --data /srv/dray --port 8443", "dray up --foreground"));
  }

  @Override
  public void declare(Flags flags) {
    PlatformFlags.declare(flags);
    flags
        .text("--port", "N", "the port; 0 takes a free one (default " + DEFAULT_PORT + ")")
        .text("--address", "ADDRESS", "the address to listen at (default 127.0.0.1)")
        .text("--database-url", "URL", "a PostgreSQL to use: jdbc:postgresql://HOST/NAME")
        .toggle("--foreground", "run until this command is stopped, and log to the error stream");
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    arguments.exactly(0, "dray up takes no arguments, only flags");
    PlatformFolder folder = PlatformFlags.folder(arguments, invocation);
    int port = PlatformFlags.port(arguments.text("--port").orElse(DEFAULT_PORT));
    List<String> settings = settings(arguments);
    folder.prepare();
    Optional<PlatformProcess> running = folder.running();
    if (running.isPresent()) {
      invocation.out().println(alreadyRunning(folder, running.get()));
      return ExitCode.SUCCESS;
    }
    PlatformService.requireFree(port);
    List<String> command = PlatformService.command(folder.path(), port, settings);
    if (arguments.isOn("--foreground")) {
      invocation.out().flush();
      return AttendedService.await(
          PlatformService.attended(folder.path(), command, ProcessBuilder.Redirect.INHERIT));
    }
    try {
      report(Launch.detached(folder, command), folder, invocation);
      return ExitCode.SUCCESS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted; the start goes on: 'dray down' ends it");
    } catch (IOException e) {
      return otherWasFaster(folder, invocation, e);
    }
  }

  private static List<String> settings(Arguments arguments) {
    List<String> settings = new ArrayList<>();
    settings.add("--server.address=" + arguments.text("--address").orElse("127.0.0.1"));
    arguments
        .text("--database-url")
        .ifPresent(url -> settings.add("--drayage.database.url=" + DatabaseUrl.check(url)));
    return settings;
  }

  /** Two of these at once: the one that did not get the folder is content with the other one. */
  private static int otherWasFaster(
      PlatformFolder folder, Invocation invocation, IOException failure) throws IOException {
    Optional<PlatformProcess> other = folder.running();
    if (other.isEmpty()) {
      throw failure;
    }
    invocation.out().println(alreadyRunning(folder, other.get()));
    return ExitCode.SUCCESS;
  }

  private static String alreadyRunning(PlatformFolder folder, PlatformProcess process) {
    return "dray runs already%s, process %d, data in %s"
        .formatted(
            process.url().map(url -> " at " + url).orElse(" (it is starting)"),
            process.pid(),
            folder.path());
  }

  private static void report(Launch launch, PlatformFolder folder, Invocation invocation) {
    invocation.out().println("dray runs at " + launch.url());
    invocation.out().printf("  data  %s%n  log   %s%n", folder.path(), folder.log());
    launch
        .adminToken()
        .ifPresent(
            token ->
                invocation
                    .out()
                    .printf(
                        "  admin token, shown only now: %s%n  (docker login -u admin, with the"
                            + " token as password)%n",
                        token));
    invocation.out().println("'dray status' tells how it is, 'dray down' ends it.");
  }
}
