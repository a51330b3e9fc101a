package io.drayage.sidebyside;

import io.drayage.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One of the two programs. */
public interface Tool {
  /** Its name, which is its namespace on the registry, too. */
  String name();

  /**
   * Runs a command line to its end.
   *
   * @param folder the working folder, with the user's home and configuration in {@code home}
   * @param input what is written to the standard input
   */
  CommandResult run(Path folder, List<String> words, String input)
      throws IOException, InterruptedException;
}
