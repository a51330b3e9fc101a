package io.drayage.storage.store;

import io.drayage.storage.domain.StorageFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells a disk that is full from one that fails. */
final class Room {
  private static final List<String> MESSAGES =
      List.of("No space left on device", "File too large", "Disk quota exceeded");

  /** The messages above are translated where a locale says so; then what is left tells it. */
  private static final long NOTHING_LEFT = 1 << 20;

  private Room() {}

  /** The failure of a write below a folder, as what it is. */
  static IOException explain(Path folder, IOException failure) throws IOException {
    String message = String.valueOf(failure.getMessage());
    boolean full =
        MESSAGES.stream().anyMatch(message::contains)
            || Files.getFileStore(folder).getUsableSpace() < NOTHING_LEFT;
    return full ? new StorageFullException(failure) : failure;
  }
}
