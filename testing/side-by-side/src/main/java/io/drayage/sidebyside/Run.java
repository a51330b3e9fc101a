package io.drayage.sidebyside;

import java.util.List;

/**
 * How one tool did a case; its names and places are replaced by what both have.
 *
 * @param effect what it changed, a line each
 */
record Run(int exitCode, String output, String errors, List<String> effect) {
  Run {
    effect = List.copyOf(effect);
  }

  /** Whether it does not know a flag or a command of the line: that of an older skopeo. */
  boolean isTooOld() {
    return exitCode != 0
        && (errors.contains("unknown flag")
            || errors.contains("unknown shorthand")
            || errors.contains("unknown command")
            || errors.contains("nrecognized command"));
  }
}
