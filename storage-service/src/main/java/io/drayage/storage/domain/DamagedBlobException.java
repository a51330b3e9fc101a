package io.drayage.storage.domain;

import java.io.IOException;

/** The bytes that are stored are not those of the blob. */
public final class DamagedBlobException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedBlobException(String message) {
    super(message);
  }
}
