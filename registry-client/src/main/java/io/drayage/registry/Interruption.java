package io.drayage.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** Cancellation: the thread was interrupted, which ends what it was doing and is never retried. */
final class Interruption extends InterruptedIOException {
  private static final long serialVersionUID = 1L;

  private Interruption(String what, @Nullable Throwable cause) {
    super("interrupted while " + what);
    initCause(cause);
  }

  static Interruption during(String what, @Nullable IOException cause) {
    return new Interruption(what, cause);
  }

  /** Keeps the flag set, so that what comes next on this thread stops too. */
  static Interruption during(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new Interruption(what, cause);
  }
}
