package io.drayage.transport;

import java.io.IOException;

/** An image, manifest or blob that is not where it was looked for; the command exits with 2. */
public final class ContentNotFoundException extends IOException {
  private static final long serialVersionUID = 1L;

  public ContentNotFoundException(String message) {
    super(message);
  }

  public ContentNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
