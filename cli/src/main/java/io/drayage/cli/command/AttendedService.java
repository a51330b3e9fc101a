package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A service that lives as long as this process: the pipe to it stays open that long, and the
 * service ends with the pipe.
 */
final class AttendedService {
  private static final int PATIENCE_SECONDS = 18;

  private AttendedService() {}

  /** Waits until it ends or this thread is interrupted, and stops it then. */
  static int await(Process process) throws IOException {
    try {
      return process.waitFor() == 0 ? ExitCode.SUCCESS : ExitCode.FAILURE;
    } catch (InterruptedException _) {
      stop(process);
      Thread.currentThread().interrupt();
      return ExitCode.SUCCESS;
    }
  }

  /** Closes the pipe and waits for the end. */
  static void stop(Process process) throws IOException {
    process.getOutputStream().close();
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
