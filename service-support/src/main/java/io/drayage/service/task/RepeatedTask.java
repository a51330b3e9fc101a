package io.drayage.service.task;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something now and then, as long as the service runs; the first time when the interval has
 * passed. Thread-safe.
 */
public final class RepeatedTask implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Duration interval;
  private final Work work;
  private CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Thread thread;

  /** What is done; a failure is logged and it is tried again. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /**
   * @param name of the thread, and in the log
   * @param interval from the end of one time to the beginning of the next
   */
  public RepeatedTask(String name, Duration interval, Work work) {
    this.name = name;
    this.interval = interval;
    this.work = work;
  }

  @Override
  public synchronized void start() {
    CountDownLatch end = new CountDownLatch(1);
    thread = Thread.ofVirtual().name(name).start(() -> loop(end));
    stopped = end;
  }

  private void loop(CountDownLatch end) {
    try {
      while (!end.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        runOnce();
      }
    } catch (InterruptedException _) {
      return; // nobody waits for it any more
    }
  }

  private void runOnce() throws InterruptedException {
    try {
      work.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.error("{} failed, it goes on in {}", name, interval, e);
    }
  }

  /** Waits for what is being done: an interruption would break its connection to the database. */
  @Override
  public synchronized void stop() {
    if (thread == null) {
      return;
    }
    stopped.countDown();
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
