package io.drayage.transport;

import java.io.IOException;

/** Content whose digest or size is not what it must be; it is damaged, or it was tampered with. */
public final class ContentMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  public ContentMismatchException(String message) {
    super(message);
  }
}
