package io.drayage.transport;

import java.io.IOException;

/** A registry that registries.conf forbids to contact. */
public final class BlockedRegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  public BlockedRegistryException(String message) {
    super(message);
  }
}
