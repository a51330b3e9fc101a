package io.drayage.benchmarks;

import java.io.Serial;

/** What the user should have written instead. */
public final class UsageException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
