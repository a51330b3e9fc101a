package io.drayage.transport.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to change a place on disk, against other threads and other processes. It is a lock on a
 * file of the place that is never replaced, so no lock file is left behind.
 *
 * <p>File locks belong to the process, not to the thread, and closing <em>any</em> channel of the
 * file gives them up (POSIX fcntl). So the process keeps a list of what it holds, and nobody opens
 * such a file except through this class.
 */
final class PlaceLock implements Closeable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int LARGEST_CONTENT = 64 * 1024;

  private static final ReentrantLock GUARD = new ReentrantLock();
  private static final Condition RELEASED = GUARD.newCondition();
  private static final Set<Path> HELD = new HashSet<>();

  private final Path key;
  private final FileChannel channel;

  private PlaceLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Locks a file, which is made when it is missing; its folder must exist.
   *
   * @param patience how long to wait for another holder
   * @return empty when another holder kept it for so long
   */
  static Optional<PlaceLock> acquire(Path file, Duration patience) throws IOException {
    return acquire(file, patience, Set.of(READ, WRITE, CREATE));
  }

  /**
   * Locks a file that is there, without waiting.
   *
   * @return empty when it is not there, or somebody has locked it
   */
  static Optional<PlaceLock> ofExisting(Path file) throws IOException {
    try {
      return acquire(file, Duration.ZERO, Set.of(READ, WRITE));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<PlaceLock> acquire(
      Path file, Duration patience, Set<StandardOpenOption> options) throws IOException {
    Path key = PartialFile.parentOf(file).toRealPath().resolve(file.getFileName());
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (!enter(key, deadline)) {
        return Optional.empty();
      }
      boolean locked = false;
      try {
        Optional<FileChannel> channel = lock(key, deadline, options);
        locked = channel.isPresent();
        return channel.map(c -> new PlaceLock(key, c));
      } finally {
        if (!locked) {
          leave(key);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while waiting for " + file);
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private static boolean enter(Path key, long deadline) throws InterruptedException {
    GUARD.lockInterruptibly();
    try {
      while (HELD.contains(key)) {
        if (RELEASED.awaitNanos(deadline - System.nanoTime()) <= 0 && HELD.contains(key)) {
          return false;
        }
      }
      return HELD.add(key);
    } finally {
      GUARD.unlock();
    }
  }

  private static void leave(Path key) {
    GUARD.lock();
    try {
      HELD.remove(key);
      RELEASED.signalAll();
    } finally {
      GUARD.unlock();
    }
  }

  private static Optional<FileChannel> lock(
      Path file, long deadline, Set<StandardOpenOption> options)
      throws IOException, InterruptedException {
    while (true) {
      Optional<FileChannel> channel = tryLock(file, options);
      if (channel.isPresent() || System.nanoTime() >= deadline) {
        return channel;
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  /** A lock on a file that its holder has just deleted is worth nothing. */
  private static Optional<FileChannel> tryLock(Path file, Set<StandardOpenOption> options)
      throws IOException {
    FileChannel channel = open(file, options);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null && Files.exists(file);
      return locked ? Optional.of(channel) : Optional.empty();
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static FileChannel open(Path file, Set<StandardOpenOption> options) throws IOException {
    try {
      return FileChannel.open(file, options);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  /** What the locked file holds; at most 64 KiB of it. */
  byte[] content() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), LARGEST_CONTENT));
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // Until it is full or the file ends.
    }
    byte[] content = new byte[buffer.position()];
    buffer.flip().get(content);
    return content;
  }

  /** Overwrites the locked file. */
  void write(byte[] content) throws IOException {
    channel.truncate(0);
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer, buffer.position());
    }
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      leave(key);
    }
  }
}
