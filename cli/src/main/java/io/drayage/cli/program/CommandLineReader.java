package io.drayage.cli.program;

import io.drayage.cli.Version;
import io.drayage.cli.command.Command;
import io.drayage.cli.command.Commands;
import io.drayage.cli.command.Usage;
import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags.Purpose;
import io.drayage.cli.flag.GlobalFlags;
import io.drayage.cli.flag.UsageException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds out what the words of a command line ask for. Only the named command is loaded. */
final class CommandLineReader {

  /** What is to be done. */
  sealed interface Request {}

  /** Prints help, or the version. */
  record Print(String text) implements Request {}

  record Run(Command command, Arguments arguments) implements Request {}

  private CommandLineReader() {}

  /**
   * Reads a command line.
   *
   * @throws UsageException when it names no command, or a flag that the command has not
   */
  static Request read(List<String> words) {
    Optional<String> name = commandName(words);
    Optional<Command> command = name.flatMap(Commands::find);
    CommandSpec root = command.isPresent() ? Commands.root(Purpose.READING) : Commands.complete();
    command.ifPresent(found -> Commands.attach(root, found, Purpose.READING));
    CommandLine line = new CommandLine(root);
    configure(line);
    ParseResult global;
    try {
      global = line.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw complaint(e, name, command.isPresent());
    }
    if (global.hasMatchedOption("--version")) {
      return new Print("dray version %s%n".formatted(Version.text()));
    }
    if (global.hasMatchedOption("--help") && !global.hasSubcommand()) {
      return new Print(Usage.text(Commands.complete()));
    }
    if (command.isEmpty() && name.isPresent() && Commands.isGroup(name.get())) {
      return ofGroup(name.get(), global);
    }
    if (command.isEmpty()) {
      throw new UsageException(
          "Missing command 'dray COMMAND'\nTry 'dray --help' for more information");
    }
    ParseResult own = global.subcommand();
    if (own.hasSubcommand()) {
      own = own.subcommand();
    }
    if (own.hasMatchedOption("--help") || global.hasMatchedOption("--help")) {
      return new Print(Usage.text(Commands.spec(command.get(), Purpose.SHOWING)));
    }
    return new Run(command.get(), new Arguments(global, own));
  }

  /** The first word of two, and nothing but flags behind it. */
  private static Request ofGroup(String word, ParseResult global) {
    if (global.hasMatchedOption("--help")
        || (global.hasSubcommand() && global.subcommand().hasMatchedOption("--help"))) {
      return new Print(Usage.text(Commands.group(word)));
    }
    throw new UsageException(
        "Missing command 'dray %s COMMAND'\nTry 'dray %s --help' for more information"
            .formatted(word, word));
  }

  private static void configure(CommandLine line) {
    line.setOverwrittenOptionsAllowed(true);
    line.setExpandAtFiles(false);
    line.setAllowOptionsAsOptionParameters(true);
    line.setUnmatchedOptionsArePositionalParams(false);
  }

  /** The first word that is neither a flag nor the value of one. */
  private static Optional<String> commandName(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        String next = i + 1 < words.size() ? words.get(i + 1) : "";
        boolean two = Commands.isGroup(word) && !next.isEmpty() && !next.startsWith("-");
        return Optional.of(
            two || (Commands.isBeside(word, next) && !namesSource(words))
                ? word + " " + next
                : word);
      }
      if (GlobalFlags.takesNextWord(word)) {
        i++;
      }
    }
    return Optional.empty();
  }

  /** Behind a sync that says what its source is, "run" is the name of that source. */
  private static boolean namesSource(List<String> words) {
    return words.stream()
        .anyMatch(
            word ->
                word.equals("--src")
                    || word.startsWith("--src=")
                    || (word.startsWith("-s") && !word.startsWith("--")));
  }

  private static UsageException complaint(
      ParameterException e, Optional<String> name, boolean known) {
    String help = known ? "dray %s --help".formatted(name.orElse("")) : "dray --help";
    String text =
        switch (e) {
          case UnmatchedArgumentException unmatched -> unmatchedText(unmatched, name, known);
          case MissingParameterException missing
              when !missing.getMissing().isEmpty()
                  && missing.getMissing().getFirst() instanceof OptionSpec option ->
              "flag needs an argument: " + option.longestName();
          case ParameterException other -> String.valueOf(other.getMessage());
        };
    UsageException complaint =
        new UsageException("%s\nTry '%s' for more information".formatted(text, help));
    complaint.initCause(e);
    return complaint;
  }

  private static String unmatchedText(
      UnmatchedArgumentException e, Optional<String> name, boolean known) {
    String text =
        known || name.isEmpty()
            ? "unknown flag: " + String.join(" ", e.getUnmatched())
            : "unrecognized command `dray %s`".formatted(name.get());
    List<String> suggestions = e.getSuggestions();
    return suggestions.isEmpty()
        ? text
        : text + "\nDid you mean %s?".formatted(String.join(" or ", suggestions));
  }
}
