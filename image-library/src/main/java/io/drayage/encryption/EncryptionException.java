package io.drayage.encryption;

import java.io.IOException;

/** A key that cannot be used, or an encrypted layer that cannot be read with the keys there are. */
public final class EncryptionException extends IOException {
  private static final long serialVersionUID = 1L;

  EncryptionException(String message) {
    super(message);
  }

  EncryptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
