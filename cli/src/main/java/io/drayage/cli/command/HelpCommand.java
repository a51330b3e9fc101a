package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.Flags.Purpose;
import io.drayage.cli.flag.UsageException;
import java.util.List;

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
      return Usage.text(Commands.complete());
    }
    String name = String.join(" ", words);
    if (Commands.isGroup(name)) {
      return Usage.text(Commands.group(name));
    }
    Command command =
        Commands.find(name)
            .orElseThrow(
                () -> new UsageException("unrecognized command `dray %s`".formatted(name)));
    return Usage.text(Commands.spec(command, Purpose.SHOWING));
  }
}
