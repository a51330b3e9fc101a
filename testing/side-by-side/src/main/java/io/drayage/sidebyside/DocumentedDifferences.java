package io.drayage.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of the table of differences in docs/reference/skopeo.md, by their first column. */
final class DocumentedDifferences {
  private DocumentedDifferences() {}

  /**
   * @param root of the source tree
   */
  static Set<String> read(Path root) throws IOException {
    List<String> lines = Files.readAllLines(root.resolve("docs/reference/skopeo.md"));
    int start = lines.indexOf("## Differences");
    if (start < 0) {
      throw new IOException("docs/reference/skopeo.md has no section Differences");
    }
    return lines.subList(start + 1, lines.size()).stream()
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|", -1)[1].strip().replace("`", ""))
        .collect(Collectors.toSet());
  }
}
