package io.drayage.transport.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that is being written beside the place where it will appear, whole or not at all. It is
 * locked while it is written, so that {@link #sweep} can tell the remains of a dead process from
 * the work of a living one. Not thread-safe; closing it deletes what was not published.
 */
public final class PartialFile implements Closeable {
  private static final String PREFIX = ".drayage-";
  private static final String SUFFIX = ".partial";

  /** Names this process in its files: a process does not need locks to know its own. */
  private static final String PROCESS = UUID.randomUUID().toString();

  private static final AtomicLong NUMBER = new AtomicLong();

  private final Path path;
  private final FileChannel channel;
  private boolean published;

  private PartialFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Begins a file in a folder, which is made when it is missing. */
  public static PartialFile in(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      while (true) {
        Path path = folder.resolve(PREFIX + PROCESS + "-" + NUMBER.incrementAndGet() + SUFFIX);
        Optional<PartialFile> file = begin(path);
        if (file.isPresent()) {
          return file.get();
        }
      }
    } catch (IOException e) {
      throw WriteFailure.of(folder, e);
    }
  }

  /** Empty when a sweeper of another process took the file before it was locked. */
  private static Optional<PartialFile> begin(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean begun = false;
    try {
      begun = lock(channel) != Locking.REFUSED && Files.exists(path);
      return begun ? Optional.of(new PartialFile(path, channel)) : Optional.empty();
    } finally {
      if (!begun) {
        channel.close();
      }
    }
  }

  /** Writes a small file whole: afterwards it has either its old content or the new one. */
  static void replace(Path target, byte[] content) throws IOException {
    replace(target, content, Persistence.DURABLE);
  }

  static void replace(Path target, byte[] content, Persistence persistence) throws IOException {
    try (PartialFile file = in(parentOf(target))) {
      file.write(ByteBuffer.wrap(content));
      file.publish(target, persistence);
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw WriteFailure.of(path, e);
    }
  }

  /** The channel, at its end, for those who copy from file to file or write at positions. */
  public FileChannel channel() {
    return channel;
  }

  /** Brings the bytes to the disk and then gives the file its name, replacing what has it. */
  public void publish(Path target) throws IOException {
    publish(target, Persistence.DURABLE);
  }

  void publish(Path target, Persistence persistence) throws IOException {
    try {
      if (persistence == Persistence.DURABLE) {
        channel.force(false);
      }
      // Renamed while it is open: its lock must cover the last moment under the partial name.
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      published = true;
    } catch (IOException e) {
      throw WriteFailure.of(target, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (!published) {
        Files.deleteIfExists(path);
      }
    } finally {
      channel.close();
    }
  }

  /** Deletes what processes that are no longer alive left in a folder; a missing one is clean. */
  public static void sweep(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        if (!file.getFileName().toString().startsWith(PREFIX + PROCESS)) {
          deleteIfAbandoned(file);
        }
      }
    }
  }

  private static void deleteIfAbandoned(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (lock(channel) == Locking.GRANTED) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Somebody else was faster, or it was published.
    }
  }

  private enum Locking {
    GRANTED,
    REFUSED,
    /** The file system has no locks: nothing there is ever taken for abandoned. */
    UNSUPPORTED
  }

  private static Locking lock(FileChannel channel) {
    try {
      return channel.tryLock() == null ? Locking.REFUSED : Locking.GRANTED;
    } catch (IOException e) {
      return Locking.UNSUPPORTED;
    }
  }

  /** Brings the names in a folder to the disk. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The folder that a file is in, or a root itself. */
  public static Path parentOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
