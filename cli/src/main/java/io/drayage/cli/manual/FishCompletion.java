package io.drayage.cli.manual;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes a completion script for the fish shell. */
public final class FishCompletion {
  private FishCompletion() {}

  /** The script for a program with commands of one word or two. */
  public static String script(CommandSpec root) {
    StringBuilder script = new StringBuilder("complete -c dray -f\n");
    for (Map.Entry<String, CommandLine> command : root.subcommands().entrySet()) {
      CommandSpec spec = command.getValue().getCommandSpec();
      script
          .append("complete -c dray -n __fish_use_subcommand -a ")
          .append(command.getKey())
          .append(" -d ")
          .append(quote(spec.usageMessage().description()[0]))
          .append('\n');
      String condition = quote("__fish_seen_subcommand_from " + command.getKey());
      spec.options().forEach(option -> append(script, option, condition));
      spec.subcommands().forEach((word, second) -> append(script, command.getKey(), word, second));
    }
    root.options().forEach(option -> append(script, option, "__fish_use_subcommand"));
    return script.toString();
  }

  /** A command of two words. */
  private static void append(
      StringBuilder script, String first, String second, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    script
        .append("complete -c dray -n ")
        .append(quote("__fish_seen_subcommand_from " + first))
        .append(" -a ")
        .append(second)
        .append(" -d ")
        .append(quote(spec.usageMessage().description()[0]))
        .append('\n');
    String condition =
        quote(
            "__fish_seen_subcommand_from %s; and __fish_seen_subcommand_from %s"
                .formatted(first, second));
    spec.options().forEach(option -> append(script, option, condition));
  }

  private static void append(StringBuilder script, OptionSpec option, String condition) {
    if (option.hidden()) {
      return;
    }
    script.append("complete -c dray -n ").append(condition);
    for (String name : option.names()) {
      script.append(
          name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      script.append(" -r -F");
    }
    script.append(" -d ").append(quote(String.join(" ", option.description()))).append('\n');
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
