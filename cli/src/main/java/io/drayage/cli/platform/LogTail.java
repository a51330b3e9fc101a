package io.drayage.cli.platform;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a log says last. */
record LogTail(Path log) {
  private static final int LINES = 12;
  private static final int LARGEST = 16 * 1024;

  /** How long it is now, in bytes. */
  long end() throws IOException {
    return Files.exists(log) ? Files.size(log) : 0;
  }

  /** What came behind a position: what failed first, without the traces of the program. */
  String since(long position) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long begin = Math.max(position, file.length() - LARGEST);
      file.seek(begin);
      byte[] bytes = new byte[(int) (file.length() - begin)];
      file.readFully(bytes);
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("\t") && !line.startsWith("***"))
              .toList();
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
  }
}
