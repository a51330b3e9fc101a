package io.drayage.registry;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Bounds what goes on with one host at the same time. Downloads, uploads and small requests queue
 * apart and in order of arrival. A thread that needs both takes the download first, so that no two
 * wait for each other.
 */
final class HostGate {

  /** Which queue a request stands in. */
  enum Weight {
    SMALL,
    DOWNLOAD,
    UPLOAD,
    /** The caller holds a permit already. */
    NONE
  }

  /** The right to go on, given back once however often it is closed. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  private final Semaphore downloads;
  private final Semaphore uploads;
  private final Semaphore small;

  HostGate(Permits permits) {
    this.downloads = new Semaphore(permits.downloads(), true);
    this.uploads = new Semaphore(permits.uploads(), true);
    this.small = new Semaphore(permits.small(), true);
  }

  /** Waits for a permit; interruption ends the wait. */
  Permit enter(Weight weight) throws IOException {
    return switch (weight) {
      case SMALL -> acquire(small);
      case DOWNLOAD -> acquire(downloads);
      case UPLOAD -> acquire(uploads);
      case NONE -> () -> {};
    };
  }

  private static Permit acquire(Semaphore semaphore) throws IOException {
    try {
      semaphore.acquire();
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for other requests to the same registry", e);
    }
    return new Permit() {
      private boolean released;

      @Override
      public void close() {
        if (!released) {
          released = true;
          semaphore.release();
        }
      }
    };
  }
}
