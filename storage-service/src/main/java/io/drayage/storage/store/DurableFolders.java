package io.drayage.storage.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Folders whose entries survive a loss of power. */
final class DurableFolders {
  private DurableFolders() {}

  /** Creates a folder with those around it. */
  static void create(Path folder) throws IOException {
    Path around = folder.toAbsolutePath().getParent();
    if (around == null || Files.isDirectory(folder)) {
      return;
    }
    create(around);
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    force(around);
  }

  /** Brings the names in a folder to the disk. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
