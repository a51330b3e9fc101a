package io.drayage.cli.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: the running command is interrupted and given time to clean up before the
 * process ends. The exit code is the JVM's, 128 and the number of the signal.
 */
final class Interruption {
  private static final int PATIENCE_SECONDS = 20;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Interruption() {}

  /** Interrupts this thread when the process is asked to end before {@link #end} is called. */
  static Interruption watch(Thread command) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interruption.stop(command), "dray-interruption"));
    return interruption;
  }

  /** The command is done; nothing is to be interrupted any more. */
  void end() {
    ended.countDown();
  }

  private void stop(Thread command) {
    if (ended.getCount() == 0) {
      return;
    }
    command.interrupt();
    try {
      boolean _ = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
