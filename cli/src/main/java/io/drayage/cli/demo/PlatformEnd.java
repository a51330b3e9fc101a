package io.drayage.cli.demo;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Ends the demo's platform, which ends with the pipe to it. */
final class PlatformEnd {
  private static final int PATIENCE_SECONDS = 30;

  private PlatformEnd() {}

  /** Returns when it has ended, whether or not somebody is in a hurry. */
  static void await(Process process) throws IOException {
    process.getOutputStream().close();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
