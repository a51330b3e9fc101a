package io.drayage.cli.command;

import io.drayage.cli.CommandRunner;
import io.drayage.cli.Surroundings;
import io.drayage.cli.flag.GlobalFlags;
import java.io.PrintStream;

/**
 * What a command runs in.
 *
 * @param surroundings the process
 * @param global the flags that every command has
 * @param commands runs other commands
 */
public record Invocation(Surroundings surroundings, GlobalFlags global, CommandRunner commands) {

  PrintStream out() {
    return surroundings.out();
  }

  PrintStream err() {
    return surroundings.err();
  }
}
