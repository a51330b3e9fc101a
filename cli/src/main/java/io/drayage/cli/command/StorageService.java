package io.drayage.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The registry's process. */
final class StorageService {
  /**
   * Memory for the caches, which the service bounds itself, and for some hundred uploads at a time.
   */
  private static final ServiceProgram PROGRAM =
      new ServiceProgram("io.drayage.storage.StorageService", "512m");

  private StorageService() {}

  /** Runs it until it ends or this thread is interrupted. */
  static int run(List<String> settings) throws IOException {
    List<String> words = new ArrayList<>(settings);
    words.add("--drayage.storage.stop-with-input=true");
    return AttendedService.await(
        new ProcessBuilder(PROGRAM.command(words))
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start());
  }
}
