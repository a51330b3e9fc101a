package io.drayage.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.sidebyside.Comparison.Verdict;
import io.drayage.testing.Programs;
import io.drayage.testing.RequiresProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both tools do every case; what differs is documented. */
@RequiresProgram({"skopeo", "docker-registry"})
final class SideBySideIT {
  @TempDir private static Path folder;

  @Test
  void drayDoesWhatSkopeoDoesOrTheDocumentationSaysWhyNot()
      throws IOException, InterruptedException {
    ByteArrayOutputStream bugs = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(bugs, true, StandardCharsets.UTF_8);
    Columns columns = new Columns(printed, 160);
    List<Comparison> comparisons;
    try (Stage stage = Stage.build(folder)) {
      SideBySide both =
          new SideBySide(
              new ProgramTool("skopeo", Programs.require("skopeo")), new DrayInProcess());
      comparisons =
          both.run(
              stage,
              Path.of("..", ".."),
              comparison -> {
                if (comparison.verdict() == Verdict.BUG) {
                  columns.print(comparison);
                }
              });
    }

    assertThat(bugs.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(SideBySide.count(comparisons, Verdict.SAME)).isGreaterThan(100);
  }
}
