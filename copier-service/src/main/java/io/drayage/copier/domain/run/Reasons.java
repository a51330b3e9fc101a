package io.drayage.copier.domain.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** Says why something failed, for those who read about it later. */
public final class Reasons {
  private static final int LONGEST = 2_000;

  private Reasons() {}

  /** What happened, of a bounded length. */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    String text = message == null ? failure.getClass().getSimpleName() : message;
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** Throws when a failure is the interruption of this thread. */
  public static void rethrowInterruption(IOException failure) throws InterruptedException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || (cause instanceof InterruptedIOException
              && !(cause instanceof java.net.SocketTimeoutException))) {
        InterruptedException interruption = new InterruptedException("broken off");
        interruption.initCause(failure);
        throw interruption;
      }
    }
  }
}
