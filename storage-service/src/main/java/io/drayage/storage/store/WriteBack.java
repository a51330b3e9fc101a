package io.drayage.storage.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Brings a long file to the disk while it is still being written, so that its end does not have to
 * wait for all of it. For the thread that writes; {@link #close} waits and tells what went wrong.
 */
final class WriteBack implements AutoCloseable {
  private static final long STEP = 8 << 20;

  private final FileChannel file;
  private long begun;
  private @Nullable FutureTask<Void> running;

  /**
   * @param file stays open until this is closed
   * @param offset where the writing begins
   */
  WriteBack(FileChannel file, long offset) {
    this.file = file;
    this.begun = offset;
  }

  /** The file has been written up to here. */
  void wrote(long offset) throws IOException {
    if (offset - begun < STEP || (running != null && !running.isDone())) {
      return;
    }
    close();
    begun = offset;
    running =
        new FutureTask<>(
            () -> {
              force(file);
              return null;
            });
    Thread.ofVirtual().name("write-back").start(running);
  }

  /**
   * Waits until all of a file is on disk.
   *
   * @throws LostWritesException when the disk refused some of it
   */
  static void force(FileChannel file) throws IOException {
    try {
      file.force(true);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new LostWritesException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (running == null) {
      return;
    }
    try {
      running.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("bringing an upload to the disk failed", e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while an upload was brought to the disk");
    } finally {
      running = null;
    }
  }
}
