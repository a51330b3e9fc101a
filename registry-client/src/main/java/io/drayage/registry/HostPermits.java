package io.drayage.registry;

import io.drayage.image.RegistryHost;
import java.io.IOException;

/**
 * Permits for what goes on with a registry that several clients share: those of one process, or of
 * all replicas of a service. They are asked for after the {@link Permits} of the client itself, in
 * the same order: a thread that needs both takes the download first. Thread-safe.
 */
@FunctionalInterface
public interface HostPermits {
  /** As many as anybody wants. */
  HostPermits UNLIMITED = (_, _) -> () -> {};

  /** What a permit is for. */
  enum Use {
    DOWNLOAD,
    UPLOAD,
    /** A small request, which is short: for it a permit must cost next to nothing. */
    SMALL
  }

  /** The right to go on; closing it again does nothing. */
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a permit; interruption ends the wait.
   *
   * @throws java.io.InterruptedIOException when the thread is interrupted
   * @throws IOException when no permit is to be had
   */
  Permit acquire(RegistryHost host, Use use) throws IOException;
}
