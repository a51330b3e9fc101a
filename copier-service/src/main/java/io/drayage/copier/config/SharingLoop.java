package io.drayage.copier.config;

import io.drayage.copier.store.JdbcTransferJournal;
import io.drayage.copier.store.RegistrySlots;
import io.drayage.registry.budget.Budgets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Tells other replicas now and then what this one holds and has learned. */
final class SharingLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(SharingLoop.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration FORGETTING = Duration.ofHours(1);

  /** Registries have given uploads up that have not moved for so long. */
  private static final Duration OLD = Duration.ofDays(7);

  private final RegistrySlots slots;
  private final Budgets budgets;
  private final JdbcTransferJournal journal;
  private @Nullable ScheduledExecutorService timer;

  SharingLoop(RegistrySlots slots, Budgets budgets, JdbcTransferJournal journal) {
    this.slots = slots;
    this.budgets = budgets;
    this.journal = journal;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService made =
        Executors.newScheduledThreadPool(1, Thread.ofVirtual().name("sharing").factory());
    repeat(made, INTERVAL, slots::renew);
    repeat(made, INTERVAL, budgets::exchange);
    repeat(made, FORGETTING, () -> journal.forgetOlderThan(OLD));
    timer = made;
  }

  private static void repeat(ScheduledExecutorService timer, Duration interval, Runnable task) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> attempt(task), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A database that is away must not end the repetition. */
  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("replicas cannot share what they know, it is tried again: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void stop() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }
}
