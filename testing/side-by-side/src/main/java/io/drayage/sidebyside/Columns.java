package io.drayage.sidebyside;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints two runs next to each other. */
final class Columns {
  private final PrintStream out;
  private final int width;

  /**
   * @param columns of the whole screen
   */
  Columns(PrintStream out, int columns) {
    this.out = out;
    this.width = (columns - 3) / 2;
  }

  void print(Comparison comparison) {
    CommandCase one = comparison.commandCase();
    out.printf("%n%-9s %s%n", comparison.verdict(), one.line());
    if (comparison.verdict() == Comparison.Verdict.DIFFERENT) {
      out.printf("          because of %s%n", one.difference().orElse(""));
    }
    List<String> left = lines("skopeo", comparison.skopeo());
    List<String> right = lines("dray", comparison.dray());
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      out.printf("%s | %s%n", padded(left, i), i < right.size() ? right.get(i) : "");
    }
  }

  private String padded(List<String> lines, int index) {
    String line = index < lines.size() ? lines.get(index) : "";
    return line + " ".repeat(width - line.length());
  }

  /** What a column shows: the exit code, the output, errors behind {@code !}, then the effect. */
  private List<String> lines(String tool, Run run) {
    List<String> lines = new ArrayList<>();
    lines.add(tool + " exits with " + run.exitCode());
    run.output().lines().forEach(line -> wrap(lines, "  " + line));
    run.errors().lines().forEach(line -> wrap(lines, "! " + line));
    run.effect().forEach(line -> wrap(lines, line));
    return lines;
  }

  private void wrap(List<String> lines, String line) {
    String rest = line.replace("\t", "    ");
    while (rest.length() > width) {
      lines.add(rest.substring(0, width));
      rest = "    " + rest.substring(width);
    }
    lines.add(rest);
  }
}
