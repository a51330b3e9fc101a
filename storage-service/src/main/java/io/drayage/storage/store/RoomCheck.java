package io.drayage.storage.store;

import io.drayage.storage.domain.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a folder has some room left, in bytes. */
public record RoomCheck(Path folder, long least) implements Check {
  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Optional<String> problem() {
    try {
      long left = Files.getFileStore(folder).getUsableSpace();
      return left < least
          ? Optional.of("%d bytes are left, less than %d".formatted(left, least))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e));
    }
  }
}
