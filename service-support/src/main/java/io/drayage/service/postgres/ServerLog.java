package io.drayage.service.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The log of PostgreSQL: at most two files of some megabytes. */
final class ServerLog {
  private static final long ROTATED_AT = 8L << 20;
  private static final int TAIL = 2000;

  private ServerLog() {}

  /** Puts a long log aside; called while nobody writes it. */
  static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > ROTATED_AT) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The last lines, for the message of a failure. */
  static String tail(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - TAIL);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).strip();
    }
  }
}
