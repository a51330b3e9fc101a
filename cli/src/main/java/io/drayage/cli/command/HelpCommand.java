package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dray help [COMMAND]}. */
final class HelpCommand implements Command {
  @Override
  public String name() {
    return "help";
  }

  @Override
  public Description description() {
    return new Description(
        "Print help about dray or one of its commands", "[COMMAND]", List.of(), List.of());
  }

  @Override
  public void declare(Flags flags) {}

  @Override
  public int run(Arguments arguments, Invocation invocation) {
    invocation.out().print(text(arguments.positionals()));
    return ExitCode.SUCCESS;
  }

  private static String text(List<String> words) {
    if (words.isEmpty()) {
      return usage(Commands.complete());
    }
    Command command =
        Commands.find(words.getFirst())
            .orElseThrow(
                () -> new UsageException("unrecognized command `dray %s`".formatted(words.getFirst())));
    return usage(Commands.spec(command));
  }

  /** The help text of a command or of the whole program. */
  public static String usage(CommandSpec spec) {
    return new CommandLine(spec).setUsageHelpWidth(100).getUsageMessage(Ansi.OFF);
  }
}
