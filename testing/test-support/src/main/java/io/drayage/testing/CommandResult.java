package io.drayage.testing;

import java.util.List;

/**
 * How a program ended.
 *
 * @param output what it wrote to its standard output, cut after 4 MiB
 * @param errors what it wrote to its standard error, cut after 4 MiB
 */
public record CommandResult(List<String> command, int exitCode, String output, String errors) {
  public CommandResult {
    command = List.copyOf(command);
  }

  /**
   * This result, for a command that must succeed.
   *
   * @throws AssertionError when the exit code is not 0
   */
  public CommandResult orFail() {
    if (exitCode != 0) {
      throw new AssertionError(toString());
    }
    return this;
  }

  @Override
  public String toString() {
    return "%s ended with %d%n%s%s".formatted(String.join(" ", command), exitCode, output, errors);
  }
}
