package io.drayage.sync;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/** Tells an interruption that comes as an {@code IOException} from a failure. */
final class Cancellation {
  private Cancellation() {}

  /** Throws when the failure was caused by interrupting this thread. */
  static void rethrow(IOException failure) throws InterruptedException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // A socket's time-out is an InterruptedIOException by inheritance only.
      if ((cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException))
          || cause instanceof ClosedByInterruptException
          || cause instanceof InterruptedException) {
        var interrupted = new InterruptedException("cancelled");
        interrupted.initCause(failure);
        throw interrupted;
      }
    }
  }
}
