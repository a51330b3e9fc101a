package io.drayage.cli;

/** Runs commands as if they were typed: the program, for commands that show others at work. */
public interface CommandRunner {
  /**
   * Runs a command to its end.
   *
   * @return one of {@link ExitCode}
   */
  int run(Surroundings surroundings, String... words);
}
