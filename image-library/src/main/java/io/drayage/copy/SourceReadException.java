package io.drayage.copy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A source that could not be read while its bytes were on their way to the destination: tells the
 * side of a failure that comes out of a put. The message says what was read.
 */
final class SourceReadException extends IOException {
  private static final long serialVersionUID = 1L;
  private final IOException reason;

  SourceReadException(String what, IOException reason) {
    super(what, reason);
    this.reason = reason;
  }

  IOException reason() {
    return reason;
  }

  /** The one among an exception and its causes, if there is one. */
  static @Nullable SourceReadException in(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof SourceReadException found) {
        return found;
      }
    }
    return null;
  }
}
