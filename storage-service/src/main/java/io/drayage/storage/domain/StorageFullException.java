package io.drayage.storage.domain;

import java.io.IOException;

/** There is no room for more bytes where blobs and uploads are kept. */
public final class StorageFullException extends IOException {
  private static final long serialVersionUID = 1L;

  public StorageFullException(IOException cause) {
    super("there is no room for more: %s".formatted(cause.getMessage()), cause);
  }
}
