package io.drayage.storage.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Does something now and then, as long as the service runs. */
final class RepeatedTask implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);

  private final String name;
  private final Duration interval;
  private final Work work;
  private @Nullable Thread thread;

  /** What is done; a failure is logged and it is tried again. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  RepeatedTask(String name, Duration interval, Work work) {
    this.name = name;
    this.interval = interval;
    this.work = work;
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name(name).start(this::loop);
  }

  private void loop() {
    try {
      while (true) {
        Thread.sleep(interval);
        runOnce();
      }
    } catch (InterruptedException _) {
      return; // stop()
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

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
