package io.drayage.storage.domain;

import java.io.IOException;

/**
 * What keeps the bytes cannot be reached or does not work now; trying again later may help. The
 * message says what was attempted, for the log.
 */
public final class StorageUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  public StorageUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
