package io.drayage.service.postgres;

import java.io.IOException;

/** The service's own PostgreSQL could not be started; the message says what to do. */
public final class EmbeddedPostgresException extends IOException {
  private static final long serialVersionUID = 1L;

  EmbeddedPostgresException(String message) {
    super(message);
  }

  EmbeddedPostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
