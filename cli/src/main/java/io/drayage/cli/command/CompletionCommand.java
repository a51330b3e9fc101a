package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.cli.flag.UsageException;
import io.drayage.cli.manual.FishCompletion;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;

/** {@code dray completion}: prints what a shell needs to complete dray's words. */
final class CompletionCommand implements Command {
  @Override
  public String name() {
    return "completion";
  }

  @Override
  public Description description() {
    return new Description(
        "Print a completion script for a shell",
        "bash|zsh|fish",
        List.of(),
        List.of(
            "source <(dray completion bash)",
            "dray completion fish > ~/.config/fish/completions/dray.fish"));
  }

  @Override
  public void declare(Flags flags) {}

  @Override
  public int run(Arguments arguments, Invocation invocation) {
    String shell =
        arguments.exactly(1, "Exactly one argument expected: bash, zsh or fish").getFirst();
    String script =
        switch (shell) {
          // The script for bash notices zsh and loads its emulation.
          case "bash", "zsh" -> AutoComplete.bash("dray", new CommandLine(Commands.complete()));
          case "fish" -> FishCompletion.script(Commands.complete());
          default ->
              throw new UsageException(
                  "no completion for \"%s\": choose bash, zsh or fish".formatted(shell));
        };
    invocation.out().print(script);
    return ExitCode.SUCCESS;
  }
}
