package io.drayage.bundle;

import java.io.IOException;

/** Signs the contents of bundles with one key. Thread-safe. */
@FunctionalInterface
public interface BundleSigner {

  /**
   * The signature of some bytes, at most 1533 bytes long; what it looks like depends on the key.
   *
   * @throws IOException when the key refuses
   */
  byte[] sign(byte[] contents) throws IOException;
}
