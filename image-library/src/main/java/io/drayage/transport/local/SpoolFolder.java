package io.drayage.transport.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what has to be on disk for a while, readable by its owner only. It is gone when it
 * is closed; when the process is killed first, the next one deletes it.
 */
final class SpoolFolder implements Closeable {
  private static final String PREFIX = "drayage-spool-";
  private static final String LOCK = "lock";

  private final Path path;
  private final PlaceLock lock;

  private SpoolFolder(Path path, PlaceLock lock) {
    this.path = path;
    this.lock = lock;
  }

  static SpoolFolder in(Path temporaryFolder) throws IOException {
    try {
      Files.createDirectories(temporaryFolder);
      while (true) {
        Path path = Files.createTempDirectory(temporaryFolder, PREFIX);
        Optional<PlaceLock> lock = PlaceLock.acquire(path.resolve(LOCK), Duration.ZERO);
        // Without it, another process took the folder for abandoned before it was locked.
        if (lock.isPresent()) {
          return swept(new SpoolFolder(path, lock.get()), temporaryFolder);
        }
      }
    } catch (IOException e) {
      throw WriteFailure.of(temporaryFolder, e);
    }
  }

  private static SpoolFolder swept(SpoolFolder spool, Path temporaryFolder) throws IOException {
    boolean swept = false;
    try {
      deleteAbandoned(temporaryFolder, spool.path());
      swept = true;
      return spool;
    } finally {
      if (!swept) {
        spool.close();
      }
    }
  }

  Path path() {
    return path;
  }

  /** Only folders of the same user: in a shared place others could prepare something. */
  private static void deleteAbandoned(Path temporaryFolder, Path own) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporaryFolder, PREFIX + "*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.isRegularFile(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
          deleteIfAbandoned(folder);
        }
      }
    } catch (NoSuchFileException e) {
      // Its owner, or another sweeper, deleted it between two looks.
    }
  }

  private static void deleteIfAbandoned(Path folder) throws IOException {
    var lock = PlaceLock.ofExisting(folder.resolve(LOCK));
    if (lock.isPresent()) {
      try (PlaceLock _ = lock.get()) {
        deleteTree(folder);
      }
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path done, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(done);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      deleteTree(path);
    }
  }
}
