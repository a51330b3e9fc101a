package io.drayage.sidebyside;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What is in a tar: its order and dates may differ, its content may not. */
final class TarListing {
  private TarListing() {}

  static Map<String, String> of(Path file) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(
              entry.getName(),
              entry.isSymbolicLink()
                  ? "-> " + entry.getLinkName()
                  : Snapshot.digest(entry.getName(), tar.readAllBytes()));
        }
      }
    }
    return entries;
  }
}
