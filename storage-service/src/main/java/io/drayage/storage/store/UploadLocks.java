package io.drayage.storage.store;

import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.UploadStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Locks between the replicas that share a folder: one byte of one file for each upload, at a
 * position that its name gives. The operating system gives it back when its process is killed, and
 * no request to the database is spent. On NFS that takes version 4 or a lock daemon.
 *
 * <p>All claims are on one channel, because a process that closes any channel of a file gives up
 * all its locks on it.
 */
final class UploadLocks {
  private final Path file;
  private @org.jspecify.annotations.Nullable FileChannel channel;

  UploadLocks(Path file) {
    this.file = file;
  }

  /** Empty when another process has it. */
  Optional<UploadStore.Claim> claim(UploadId upload) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(); // it would close the channel, and with it every lock
    }
    long position = upload.value().getMostSignificantBits() >>> 1;
    try {
      FileLock lock = open().tryLock(position, 1, false);
      return Optional.ofNullable(lock).map(held -> () -> release(held));
    } catch (OverlappingFileLockException _) {
      return Optional.empty(); // of this process, through another channel
    }
  }

  private synchronized FileChannel open() throws IOException {
    if (channel == null || !channel.isOpen()) {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    return channel;
  }

  private static void release(FileLock lock) throws IOException {
    try {
      lock.release();
    } catch (ClosedChannelException _) {
      return; // then it is released
    }
  }
}
