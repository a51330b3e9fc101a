package io.drayage.copy;

import java.io.IOException;

/** A copy that cannot be done as it is asked for; the message says what to do. */
public final class CopyRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public CopyRefusedException(String message) {
    super(message);
  }
}
