package io.drayage.cli.program;

import io.drayage.cli.CommandTimeoutException;
import io.drayage.cli.ExitCode;
import io.drayage.cli.FailureReport;
import io.drayage.cli.Surroundings;
import io.drayage.cli.command.Command;
import io.drayage.cli.command.Invocation;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.GlobalFlags;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One run of {@code dray}, from the words of the command line to the exit code. */
public final class Program {
  private final Surroundings surroundings;

  public Program(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Runs a command. Results go to the output, failures as a few lines to the error stream; nothing
   * is thrown for what a user can cause.
   *
   * @return one of {@link ExitCode}
   */
  public int run(String... words) {
    FailureReport report =
        new FailureReport(surroundings.err(), List.of(words).contains("--debug"));
    try {
      // No pattern switch: the first one of a process costs more than choosing the command.
      CommandLineReader.Request request = CommandLineReader.read(List.of(words));
      return request instanceof CommandLineReader.Run run
          ? run(run.command(), run.arguments())
          : print(((CommandLineReader.Print) request).text());
    } catch (IOException | RuntimeException e) {
      return report.print(e);
    }
  }

  /** Runs a command in other surroundings; the same as a new program. */
  static int run(Surroundings surroundings, String... words) {
    return new Program(surroundings).run(words);
  }

  private int print(String text) {
    surroundings.out().print(text);
    return ExitCode.SUCCESS;
  }

  private int run(Command command, Arguments arguments) throws IOException {
    GlobalFlags global = GlobalFlags.read(arguments, surroundings.host());
    Invocation invocation = new Invocation(surroundings, global, Program::run);
    if (global.timeout().isEmpty()) {
      return command.run(arguments, invocation);
    }
    Duration timeout = global.timeout().get();
    try (TimeLimit limit = TimeLimit.start(timeout, Thread.currentThread())) {
      try {
        return command.run(arguments, invocation);
      } catch (IOException | RuntimeException e) {
        if (limit.isExceeded()) {
          throw new CommandTimeoutException(timeout, e);
        }
        throw e;
      }
    }
  }
}
