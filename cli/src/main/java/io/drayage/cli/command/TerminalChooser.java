package io.drayage.cli.command;

import io.drayage.cli.Terminal;
import io.drayage.image.Reference;
import io.drayage.registries.ShortNameChooser;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Asks the person at the terminal which image a short name means. */
record TerminalChooser(Terminal terminal, PrintStream err) implements ShortNameChooser {

  @Override
  public Optional<Reference> choose(String shortName, List<Reference> candidates)
      throws IOException {
    StringBuilder question =
        new StringBuilder("\"%s\" may be one of these:\n".formatted(shortName));
    for (int i = 0; i < candidates.size(); i++) {
      question.append("  %d  %s\n".formatted(i + 1, candidates.get(i)));
    }
    question.append("Which one? [1-%d] ".formatted(candidates.size()));
    err.flush();
    Optional<String> answer = terminal.ask(question.toString());
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    String text = answer.get().strip();
    if (text.matches("[0-9]{1,3}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= candidates.size()) {
        return Optional.of(candidates.get(number - 1));
      }
    }
    throw new IOException(
        "\"%s\" is none of the numbers 1 to %d; nothing was chosen for \"%s\""
            .formatted(text, candidates.size(), shortName));
  }
}
