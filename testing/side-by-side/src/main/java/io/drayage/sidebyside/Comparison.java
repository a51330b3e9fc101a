package io.drayage.sidebyside;

import java.util.ArrayList;
import java.util.List;

/** One case, done by both. */
public record Comparison(CommandCase commandCase, Run skopeo, Run dray) {
  private static final String LAYERS_DATA = "    \"LayersData\": [";

  /** What the comparison found. */
  public enum Verdict {
    /** What is compared is the same. */
    SAME,
    /** It is not, and the documentation says why. */
    DIFFERENT,
    /** The installed skopeo is older than what dray did: newer ones do the same. */
    NEWER,
    /** It is not, and nobody knows why. */
    BUG
  }

  /** What it found. */
  public Verdict verdict() {
    if (isSame(skopeo, dray)) {
      return Verdict.SAME;
    }
    if (commandCase.difference().isPresent()) {
      return Verdict.DIFFERENT;
    }
    boolean newer = skopeo.isTooOld() && dray.exitCode() == 0;
    return newer || isSame(skopeo, dated(dray)) ? Verdict.NEWER : Verdict.BUG;
  }

  private boolean isSame(Run one, Run other) {
    return commandCase.compared().stream()
        .allMatch(
            aspect ->
                switch (aspect) {
                  case EXIT -> one.exitCode() == other.exitCode();
                  case OUTPUT -> one.output().equals(other.output());
                  case EFFECT -> one.effect().equals(other.effect());
                });
  }

  /**
   * The run without what old versions of skopeo did not do: the exit code 2 for an image that is
   * not there (since 1.15), the list LayersData (since 1.10).
   */
  private static Run dated(Run run) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : run.output().split("\n", -1)) {
      inside |= line.equals(LAYERS_DATA);
      if (!inside) {
        lines.add(line);
      }
      inside &= !line.equals("    ],");
    }
    int code = run.exitCode() == 2 ? 1 : run.exitCode();
    return new Run(code, String.join("\n", lines), run.errors(), run.effect());
  }
}
