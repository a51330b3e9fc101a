package io.drayage.cli.command;

import io.drayage.cli.registries.CacheFolder;
import io.drayage.copy.BlobLocations;
import io.drayage.copy.BlobLocationsFile;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Where dray remembers which repositories hold which blobs, so that the next copy can mount them: a
 * file in the user's cache folder, which may be deleted at any time. That it cannot be written does
 * not make a command fail.
 */
final class BlobMemory implements AutoCloseable {
  private final BlobLocationsFile file;
  private final PrintStream err;

  private BlobMemory(BlobLocationsFile file, PrintStream err) {
    this.file = file;
    this.err = err;
  }

  static BlobMemory open(Invocation invocation) {
    return new BlobMemory(
        new BlobLocationsFile(
            CacheFolder.of(invocation.surroundings().configuration()).resolve("blob-locations")),
        invocation.err());
  }

  BlobLocations locations() {
    return file;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      err.println("dray: warning: " + e.getMessage());
    }
  }
}
