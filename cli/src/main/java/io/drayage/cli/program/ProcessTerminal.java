package io.drayage.cli.program;

import io.drayage.cli.Terminal;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The terminal that the process was started in. */
final class ProcessTerminal implements Terminal {
  private static final int USUAL_COLUMNS = 80;
  private final Map<String, String> variables;

  ProcessTerminal(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public boolean isInteractive() {
    boolean plain = "dumb".equals(variables.get("TERM")) || variables.containsKey("NO_COLOR");
    return !plain && console().isPresent();
  }

  /**
   * Asks {@code stty}, which knows windows of any size; the variable is set by some shells only.
   */
  @Override
  public int columns() {
    try {
      String columns = variables.getOrDefault("COLUMNS", "");
      if (!columns.isEmpty()) {
        return Integer.parseInt(columns);
      }
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.strip().split(" ", -1)[1]);
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return USUAL_COLUMNS;
    }
  }

  @Override
  public Optional<String> ask(String prompt) {
    return console().map(console -> console.readLine("%s", prompt));
  }

  @Override
  public Optional<String> askSecretly(String prompt) {
    return console().map(console -> console.readPassword("%s", prompt)).map(String::new);
  }

  private static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }
}
