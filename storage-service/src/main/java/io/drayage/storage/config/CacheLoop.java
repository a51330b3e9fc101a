package io.drayage.storage.config;

import io.drayage.storage.domain.cache.Budgets;
import io.drayage.storage.domain.cache.FillStorage;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps what the replicas share about the cache up to date, as long as the service runs. */
final class CacheLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CacheLoop.class);
  private static final Duration INTERVAL = Duration.ofSeconds(3);

  private final FillStorage fills;
  private final Budgets budgets;
  private @Nullable Thread thread;

  CacheLoop(FillStorage fills, Budgets budgets) {
    this.fills = fills;
    this.budgets = budgets;
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name("cache").start(this::loop);
  }

  private void loop() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        maintain();
      }
    } catch (InterruptedException _) {
      return; // stop()
    }
  }

  private void maintain() {
    try {
      fills.maintain();
      budgets.exchange();
    } catch (IOException | RuntimeException e) {
      LOG.warn("the upkeep of the cache failed, it is tried again in {}", INTERVAL, e);
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
