package io.drayage.cli.command;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Commands of two words that have the first in common.
 *
 * @param summary one line without a full stop
 */
record CommandGroup(String word, String summary) {

  /** The group of a word, if it is one. */
  static Optional<CommandGroup> find(String word) {
    return switch (word) {
      case "bundle" ->
          Optional.of(new CommandGroup(word, "Carry images where no network goes, in archives"));
      case "context" -> Optional.of(new CommandGroup(word, "Choose the service to work with"));
      case "image" -> Optional.of(new CommandGroup(word, "Look into images of a registry"));
      default -> Optional.empty();
    };
  }

  /** The first word, without the second ones. */
  CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name(word);
    spec.usageMessage()
        .description(summary + ".")
        .customSynopsis("dray %s COMMAND [flags] …".formatted(word))
        .footer("", "'dray %s COMMAND --help' tells more about a command.".formatted(word));
    spec.addOption(Commands.help());
    return spec;
  }
}
