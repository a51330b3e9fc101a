package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.platform.PlatformFolder;
import io.drayage.cli.platform.PlatformProcess;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code dray down}: ends what {@code dray up} started. */
final class DownCommand implements Command {
  /** A stop waits for requests and parts of runs that are under way, each for a bounded time. */
  private static final int PATIENCE_SECONDS = 75;

  @Override
  public String name() {
    return "down";
  }

  @Override
  public Description description() {
    return new Description(
        "End what 'dray up' started; the data stay",
        "",
        List.of(
            "Requests that are under way are answered; runs of syncs go on at the next start. Where"
                + " nothing runs there is nothing to do, which is no failure."),
        List.of("dray down", "dray down --data /srv/dray"));
  }

  @Override
  public void declare(Flags flags) {
    PlatformFlags.declare(flags);
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    arguments.exactly(0, "dray down takes no arguments, only flags");
    PlatformFolder folder = PlatformFlags.folder(arguments, invocation);
    Optional<PlatformProcess> running = folder.running();
    Optional<ProcessHandle> handle = running.flatMap(PlatformProcess::handle);
    if (handle.isEmpty()) {
      invocation.out().printf("nothing runs with data in %s%n", folder.path());
      return ExitCode.SUCCESS;
    }
    end(handle.get());
    invocation.out().printf("dray is down, data stay in %s%n", folder.path());
    return ExitCode.SUCCESS;
  }

  private static void end(ProcessHandle process) throws IOException {
    process.destroy();
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "stopping process %d: it has not ended within %d s; its log may say why"
              .formatted(process.pid(), PATIENCE_SECONDS),
          e);
    } catch (ExecutionException e) {
      throw new IOException("waiting for the end of process %d failed".formatted(process.pid()), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted; the service goes on stopping");
    }
  }
}
