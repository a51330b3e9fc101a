package io.drayage.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of everything, which one process has at a time; the operating system takes it from
 * that process when it ends, however it does.
 */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes it; creates it when it is not there.
   *
   * @throws IOException when another process has it
   */
  static DataFolder take(Path path) throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException(
          "another process uses the folder %s; stop it (dray down), or choose another folder"
              .formatted(path));
    }
    return new DataFolder(path, channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // held by this very process
    }
  }

  Path path() {
    return path;
  }

  /** Of blobs and uploads. */
  Path registry() {
    return path.resolve("registry");
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  /** The copier's own credential for the registry. */
  Path credential() {
    return path.resolve("registry-credential");
  }

  /** Which process this is, for whoever looks at the folder. */
  Path state() {
    return path.resolve("state.json");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
