package io.drayage.signature;

import java.io.IOException;

/** A signature could not be made. The message names the key, what was wrong and what to do. */
public final class SigningException extends IOException {
  private static final long serialVersionUID = 1L;

  public SigningException(String message) {
    super(message);
  }

  public SigningException(String message, Throwable cause) {
    super(message, cause);
  }
}
