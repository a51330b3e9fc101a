package io.drayage.sidebyside;

import io.drayage.sidebyside.Comparison.Verdict;
import io.drayage.testing.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The program behind {@code ./side-by-side}. */
public final class Main {
  private static final int COLUMNS = 160;

  private Main() {}

  /** Exits with 0 when there is no bug, otherwise with 1. */
  public static void main(String[] words) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path root = Path.of(System.getProperty("drayage.root"));
    int columns = words.length > 0 ? Integer.parseInt(words[0]) : COLUMNS;
    Path folder = Files.createTempDirectory("side-by-side-");
    List<Comparison> comparisons;
    try (Stage stage = Stage.build(folder)) {
      Columns printer = new Columns(out, columns);
      SideBySide both =
          new SideBySide(
              new ProgramTool("skopeo", Programs.require("skopeo")),
              new ProgramTool("dray", root.resolve("dray")));
      comparisons = both.run(stage, root, printer::print);
    } finally {
      remove(folder);
    }
    out.println();
    for (Verdict verdict : Verdict.values()) {
      out.printf("%-9s %d%n", verdict, SideBySide.count(comparisons, verdict));
    }
    System.exit(SideBySide.count(comparisons, Verdict.BUG) == 0 ? 0 : 1);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }
}
