package io.drayage.cli.command;

import io.drayage.cli.Surroundings;
import io.drayage.cli.flag.GlobalFlags;
import java.io.PrintStream;

/** What a command runs in: the process and the global flags. */
public record Invocation(Surroundings surroundings, GlobalFlags global) {

  PrintStream out() {
    return surroundings.out();
  }

  PrintStream err() {
    return surroundings.err();
  }
}
