package io.drayage.copy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** Tells an interruption, which ends everything, from a failure, which others may survive. */
public final class Interruptions {
  private Interruptions() {}

  /** Whether the failure was caused by interrupting the thread that it happened in. */
  public static boolean caused(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // A socket's time-out is an InterruptedIOException by inheritance only.
      if ((cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException))
          || cause instanceof ClosedByInterruptException
          || cause instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  /** Throws when the failure was caused by interrupting this thread. */
  static void rethrow(IOException failure) throws IOException {
    if (caused(failure)) {
      throw failure;
    }
  }
}
