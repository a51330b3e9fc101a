package io.drayage.registry;

import io.drayage.image.RegistryHost;
import java.io.IOException;
import java.util.Optional;
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
  interface Permit extends HostPermits.Permit {}

  /** Where the permits that are shared with other clients come from. */
  private interface Shared {
    HostPermits.Permit acquire(HostPermits.Use use) throws IOException;
  }

  private final Semaphore downloads;
  private final Semaphore uploads;
  private final Semaphore small;
  private final Optional<Shared> shared;

  /** Shares no permits with others. */
  HostGate(Permits permits) {
    this(permits, Optional.empty());
  }

  /** Takes, for each permit of its own, one of those that are shared. */
  HostGate(Permits permits, RegistryHost host, HostPermits shared) {
    this(
        permits,
        shared.equals(HostPermits.UNLIMITED)
            ? Optional.empty()
            : Optional.of(use -> shared.acquire(host, use)));
  }

  private HostGate(Permits permits, Optional<Shared> shared) {
    this.shared = shared;
    this.downloads = new Semaphore(permits.downloads(), true);
    this.uploads = new Semaphore(permits.uploads(), true);
    this.small = new Semaphore(permits.small(), true);
  }

  /** Waits for a permit; interruption ends the wait. */
  Permit enter(Weight weight) throws IOException {
    return switch (weight) {
      case SMALL -> acquire(small, HostPermits.Use.SMALL);
      case DOWNLOAD -> acquire(downloads, HostPermits.Use.DOWNLOAD);
      case UPLOAD -> acquire(uploads, HostPermits.Use.UPLOAD);
      case NONE -> () -> {};
    };
  }

  private Permit acquire(Semaphore semaphore, HostPermits.Use use) throws IOException {
    Permit own = acquire(semaphore);
    if (shared.isEmpty()) {
      return own;
    }
    try {
      HostPermits.Permit other = shared.get().acquire(use);
      return new Release(
          () -> {
            other.close();
            own.close();
          });
    } catch (IOException | RuntimeException e) {
      own.close();
      throw e;
    }
  }

  private static Permit acquire(Semaphore semaphore) throws IOException {
    try {
      semaphore.acquire();
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for other requests to the same registry", e);
    }
    return new Release(semaphore::release);
  }

  private static final class Release implements Permit {
    private final Runnable release;
    private boolean released;

    private Release(Runnable release) {
      this.release = release;
    }

    @Override
    public void close() {
      if (!released) {
        released = true;
        release.run();
      }
    }
  }
}
