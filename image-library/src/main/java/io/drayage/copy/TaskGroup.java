package io.drayage.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks on virtual threads that belong together: the first one that fails cancels the others by
 * interrupting them, and nobody leaves before all have ended. There is no limit on how many run;
 * limits are the business of what they call. A group is used by the thread that made it; tasks may
 * not start others in it.
 */
public final class TaskGroup implements AutoCloseable {

  /** Something to be done that may take long and may fail. */
  @FunctionalInterface
  public interface Task {
    void run() throws IOException, InterruptedException;
  }

  private final List<Thread> threads = new ArrayList<>();
  private final Object lock = new Object();
  private @Nullable Throwable failure;
  private boolean cancelled;

  /** Starts a task, unless one of the group has failed already. */
  public void start(Task task) {
    synchronized (lock) {
      if (!cancelled) {
        threads.add(Thread.ofVirtual().start(() -> run(task)));
      }
    }
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (Throwable e) {
      cancelBecauseOf(e);
    }
  }

  private void cancelBecauseOf(@Nullable Throwable e) {
    synchronized (lock) {
      if (failure == null) {
        failure = e;
      }
      if (!cancelled) {
        cancelled = true;
        threads.forEach(Thread::interrupt);
      }
    }
  }

  /**
   * Waits until all tasks have ended. When the waiting thread is interrupted, they are cancelled.
   *
   * @throws IOException what the first task to fail threw, after all others have ended
   * @throws InterruptedException when this thread, or a task, was interrupted
   */
  public void join() throws IOException, InterruptedException {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      close();
    }
    Throwable thrown = failure;
    switch (thrown) {
      case null -> {}
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    }
  }

  /** Cancels what still runs and waits for its end; an interruption meanwhile is kept. */
  @Override
  public void close() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        cancelBecauseOf(null);
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
