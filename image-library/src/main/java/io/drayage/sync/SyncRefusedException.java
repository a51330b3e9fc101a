package io.drayage.sync;

import java.io.IOException;

/** A run that cannot be begun: nothing was moved. The message says what to change. */
public final class SyncRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public SyncRefusedException(String message) {
    super(message);
  }
}
