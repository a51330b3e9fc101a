package io.drayage.cli.command;

import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import java.io.IOException;

/** A command of {@code dray}. It has no state: it is declared, and then run at most once. */
public interface Command {

  /** The word that stands for it. */
  String name();

  /** What help says about it. */
  Description description();

  /** Declares its own flags; the global ones are declared for it. */
  void declare(Flags flags);

  /**
   * Does it.
   *
   * @return the exit code
   * @throws IOException and unchecked exceptions for failures that the caller reports
   */
  int run(Arguments arguments, Invocation invocation) throws IOException;
}
