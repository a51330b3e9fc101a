package io.drayage.storage.domain.cache;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A blob on its way from an upstream into the store. One thread fetches it into a file; whoever
 * wants it follows that file as it grows. The file never holds the end of wrong content, so that
 * nobody is served such a blob as if it were whole. Thread-safe.
 */
final class Fill {
  /** Whoever writes the file may be a while behind what was signalled. */
  private static final long LOOK_AGAIN_MILLIS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Abandonment abandonment;
  private State state = State.STARTING;
  private long size = -1;
  private long received;
  private @Nullable Path file;
  private @Nullable Exception failure;
  private int readers;
  private boolean abandoned;

  /** Where a fetch stands. */
  enum State {
    /** Nothing is known of the blob yet. */
    STARTING,
    /** The file grows. */
    GROWING,
    /** All is in the store. */
    STORED,
    /** The upstream broke off, or has no such blob. */
    BROKEN,
    /** It could not be kept; whoever reads has to fetch the rest himself. */
    UNKEPT
  }

  /** Ends the fetch when nobody waits for it and too much is missing. */
  record Abandonment(long finishedWhenMissing, Runnable stop) {}

  Fill(Abandonment abandonment) {
    this.abandonment = abandonment;
  }

  /** Counts one more reader; false when the fetch is being given up. */
  boolean enter() {
    lock.lock();
    try {
      if (abandoned) {
        return false;
      }
      readers++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  int readers() {
    lock.lock();
    try {
      return readers;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    boolean stop = false;
    lock.lock();
    try {
      readers--;
      if (readers == 0 && (state == State.STARTING || state == State.GROWING)) {
        stop = size < 0 || size - received > abandonment.finishedWhenMissing();
        abandoned = stop;
      }
    } finally {
      lock.unlock();
    }
    if (stop) {
      abandonment.stop().run();
    }
  }

  /** The upstream has answered, and this is where the bytes will be. */
  void begin(long length, Path growing) {
    lock.lock();
    try {
      size = length;
      file = growing;
    } finally {
      lock.unlock();
    }
  }

  /** So many bytes have come, and all before the last piece are in the file. */
  void progress(long bytes) {
    lock.lock();
    try {
      received = bytes;
      state = State.GROWING;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void end(State last, @Nullable Exception why) {
    lock.lock();
    try {
      state = last;
      failure = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is known whether there is such a blob. */
  State awaitStart() throws IOException {
    lock.lock();
    try {
      while (state == State.STARTING) {
        changed.await();
      }
      if (state == State.BROKEN) {
        throw failed();
      }
      return state;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      lock.unlock();
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (IOException)
        new InterruptedIOException("interrupted while waiting for a blob").initCause(e);
  }

  /** A failure of its own for each reader: it gets that one's trace. */
  private IOException failed() {
    return failure == null ? new IOException("the fetch ended") : FillFailures.again(failure);
  }

  long size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /** Opens the file for one reader, who closes it. */
  Follower follow() throws IOException {
    lock.lock();
    try {
      Path growing = file;
      if (growing == null) {
        throw new IOException("the fetch ended");
      }
      return new Follower(FileChannel.open(growing, StandardOpenOption.READ));
    } finally {
      lock.unlock();
    }
  }

  /** One reader of the file. */
  final class Follower implements Closeable {
    private final FileChannel channel;

    private Follower(FileChannel channel) {
      this.channel = channel;
    }

    /** Whether a read now would have to wait. */
    boolean waits(long position) throws IOException {
      return channel.size() <= position;
    }

    /**
     * Reads what is there, at least one byte, and waits for it.
     *
     * @return nothing, -1, when the rest could not be kept
     */
    int read(ByteBuffer buffer, long position) throws IOException {
      while (true) {
        int read = channel.read(buffer, position);
        if (read > 0) {
          return read;
        }
        lock.lock();
        try {
          if (channel.size() > position) {
            continue;
          }
          switch (state) {
            case STARTING, GROWING -> {
              // Whoever is woken early looks again, too.
              boolean _ = changed.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
            case BROKEN -> throw failed();
            case UNKEPT -> {
              return -1;
            }
            case STORED -> throw new IOException("the file of the blob is too short");
          }
        } catch (InterruptedException e) {
          throw interrupted(e);
        } finally {
          lock.unlock();
        }
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
