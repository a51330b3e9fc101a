package io.drayage.sync;

import io.drayage.copy.Interruptions;
import java.io.IOException;

/** Tells an interruption that comes as an {@code IOException} from a failure. */
final class Cancellation {
  private Cancellation() {}

  /** Throws when the failure was caused by interrupting this thread. */
  static void rethrow(IOException failure) throws InterruptedException {
    if (Interruptions.caused(failure)) {
      var interrupted = new InterruptedException("cancelled");
      interrupted.initCause(failure);
      throw interrupted;
    }
  }
}
