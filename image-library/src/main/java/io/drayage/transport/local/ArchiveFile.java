package io.drayage.transport.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that an archive is written to: it appears whole, or not at all. */
final class ArchiveFile {
  private ArchiveFile() {}

  /** Writes the entries of an archive. */
  interface Content {
    void writeTo(TarWriter tar) throws IOException;
  }

  /** Writes an archive; a pipe gets it as it is made. */
  static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        write(new TarWriter(channel), content, file);
      }
      return;
    }
    Path folder = PartialFile.parentOf(file);
    PartialFile.sweep(folder);
    try (PartialFile partial = PartialFile.in(folder)) {
      write(new TarWriter(partial.channel()), content, file);
      partial.publish(file);
    }
    PartialFile.syncFolder(folder);
  }

  private static void write(TarWriter tar, Content content, Path file) throws IOException {
    try {
      content.writeTo(tar);
      tar.finish();
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  /** Finds out before anything is transferred that it could not be written. */
  static void check(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("%s is a folder; the archive needs the name of a file".formatted(file));
    }
    Path folder = PartialFile.parentOf(file);
    if (!Files.isDirectory(folder)) {
      throw new IOException("cannot write %s: there is no folder %s".formatted(file, folder));
    }
  }
}
