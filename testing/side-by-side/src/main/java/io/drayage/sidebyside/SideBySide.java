package io.drayage.sidebyside;

import io.drayage.sidebyside.Comparison.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Lets both tools do every case. */
public final class SideBySide {
  private final Tool skopeo;
  private final Tool dray;

  public SideBySide(Tool skopeo, Tool dray) {
    this.skopeo = skopeo;
    this.dray = dray;
  }

  /**
   * Runs the cases in their order, later ones on what earlier ones left.
   *
   * @param root of the source tree, whose documentation must know the reasons
   * @param listener is told each comparison at once
   * @throws IOException when a case names a reason that the documentation does not have
   */
  public List<Comparison> run(Stage stage, Path root, Consumer<Comparison> listener)
      throws IOException, InterruptedException {
    List<CommandCase> cases = CaseFile.read();
    Set<String> documented = DocumentedDifferences.read(root);
    for (CommandCase one : cases) {
      if (one.difference().isPresent() && !documented.contains(one.difference().get())) {
        throw new IOException(
            "docs/reference/skopeo.md lists no difference \"%s\", the reason for: %s"
                .formatted(one.difference().get(), one.line()));
      }
    }
    stage.workFolder(skopeo);
    stage.workFolder(dray);
    List<Comparison> comparisons = new ArrayList<>();
    for (CommandCase one : cases) {
      Comparison comparison = new Comparison(one, stage.run(skopeo, one), stage.run(dray, one));
      comparisons.add(comparison);
      listener.accept(comparison);
    }
    return comparisons;
  }

  /** How many comparisons have a verdict. */
  static long count(List<Comparison> comparisons, Verdict verdict) {
    return comparisons.stream().filter(one -> one.verdict() == verdict).count();
  }
}
