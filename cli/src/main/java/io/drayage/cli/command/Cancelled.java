package io.drayage.cli.command;

import java.io.InterruptedIOException;

/** What a command fails with when its thread is interrupted. */
final class Cancelled {
  private Cancelled() {}

  /** The failure for an interruption, which the thread is told of again. */
  static InterruptedIOException by(InterruptedException interruption, String message) {
    Thread.currentThread().interrupt();
    InterruptedIOException failure = new InterruptedIOException(message);
    failure.initCause(interruption);
    return failure;
  }
}
