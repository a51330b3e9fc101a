package io.drayage.storage.config;

import io.drayage.storage.domain.cache.Budgets;
import io.drayage.storage.domain.cache.FillStorage;
import io.drayage.storage.domain.cache.Uses;
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
  private static final int ROUNDS_BETWEEN_EVICTIONS = 20;

  private final FillStorage fills;
  private final Budgets budgets;
  private final Uses uses;
  private final Duration unused;
  private long round;
  private @Nullable Thread thread;

  CacheLoop(FillStorage fills, Budgets budgets, Uses uses, UpstreamProperties properties) {
    this.fills = fills;
    this.budgets = budgets;
    this.uses = uses;
    this.unused = properties.unusedExpiry();
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
      if (++round % ROUNDS_BETWEEN_EVICTIONS == 0) {
        evict();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the upkeep of the cache failed, it is tried again in {}", INTERVAL, e);
    }
  }

  private void evict() {
    uses.write();
    if (unused.isPositive()) {
      int evicted = uses.evict(unused);
      if (evicted > 0) {
        LOG.info("{} manifests were removed from the cache: nobody pulled them lately", evicted);
      }
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
