package io.drayage.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Help texts. */
public final class Usage {
  private static final int COLUMNS = 100;

  private Usage() {}

  /** The help of a command, or of the whole program. */
  public static String text(CommandSpec spec) {
    return new CommandLine(spec).setUsageHelpWidth(COLUMNS).getUsageMessage(Ansi.OFF);
  }
}
