package io.drayage.cli.program;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The time that a command may take ({@code --command-timeout}). When it is over, the command's
 * thread is interrupted. Closing ends the watch.
 */
final class TimeLimit implements AutoCloseable {
  private final AtomicBoolean exceeded = new AtomicBoolean();
  private final Thread watch;

  private TimeLimit(Duration limit, Thread command) {
    watch =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(limit);
                    exceeded.set(true);
                    command.interrupt();
                  } catch (InterruptedException e) {
                    // Closed in time.
                    Thread.currentThread().interrupt();
                  }
                });
  }

  static TimeLimit start(Duration limit, Thread command) {
    return new TimeLimit(limit, command);
  }

  boolean isExceeded() {
    return exceeded.get();
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
