package io.drayage.storage.domain.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a fetch while it waits for its upstream. An interruption at any other moment would break the
 * connection to the database or the file that is being written.
 */
final class Cancellation {
  private boolean requested;
  private @Nullable Thread waiting;

  synchronized void request() {
    requested = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  /** Waits for the upstream; ends at once when that is cancelled. */
  <T> T during(SingleFlight.Work<T> work) throws IOException {
    begin();
    try {
      return work.perform();
    } finally {
      end();
    }
  }

  synchronized void check() throws IOException {
    if (requested) {
      throw new InterruptedIOException("the fetch was given up");
    }
  }

  private synchronized void begin() throws IOException {
    check();
    waiting = Thread.currentThread();
  }

  private synchronized void end() {
    waiting = null;
    if (requested) {
      Thread.interrupted(); // it has done its work, and what follows is to end in order
    }
  }
}
