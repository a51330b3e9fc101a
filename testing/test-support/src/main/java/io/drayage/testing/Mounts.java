package io.drayage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file systems that a killed engine leaves mounted; in their way no folder can be removed. */
final class Mounts {
  private static final int MOUNT_POINT = 4;

  private Mounts() {}

  static void removeBelow(Path folder) {
    try {
      // The last ones lie on top of the others.
      for (String point : below(folder).reversed()) {
        Command.of("umount", "--lazy", point).run().orFail();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> below(Path folder) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return lines
          .map(line -> line.split(" ", -1)[MOUNT_POINT])
          .filter(point -> Path.of(point).startsWith(folder))
          .toList();
    }
  }
}
