package io.drayage.registry;

import io.drayage.image.RegistryHost;

/** How fast blobs may move. Thread-safe; asked for every piece of a blob, so it must be cheap. */
@FunctionalInterface
public interface Bandwidth {
  /** As fast as they can. */
  Bandwidth UNLIMITED = (_, _, _) -> {};

  /**
   * Waits until so many bytes may pass.
   *
   * @param host the registry that the blob belongs to, whoever sends it in the end
   */
  void pass(RegistryHost host, Direction direction, int bytes) throws InterruptedException;
}
