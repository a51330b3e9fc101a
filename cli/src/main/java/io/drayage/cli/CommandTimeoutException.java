package io.drayage.cli;

import java.io.IOException;
import java.time.Duration;

/** The command was stopped because its time was over ({@code --command-timeout}). */
public final class CommandTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  public CommandTimeoutException(Duration limit, Exception cause) {
    super(
        "the command took longer than the %d s that --command-timeout allows"
            .formatted(limit.toSeconds()),
        cause);
  }
}
