package io.drayage.storage.config;

import io.drayage.storage.domain.event.AuditRecords;
import io.drayage.storage.domain.event.Deliveries;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Forgets old entries of the audit and old dead letters, as long as the service runs. */
final class ExpiryLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiryLoop.class);
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final AuditRecords audit;
  private final Deliveries deliveries;
  private final Ages ages;
  private @Nullable Thread thread;

  /** How long what is kept. */
  record Ages(Duration audit, Duration deadLetters, InstantSource clock) {}

  ExpiryLoop(AuditRecords audit, Deliveries deliveries, Ages ages) {
    this.audit = audit;
    this.deliveries = deliveries;
    this.ages = ages;
  }

  /** Forgets once. */
  void expire() {
    audit.forgetBefore(ages.clock().instant().minus(ages.audit()));
    deliveries.forgetBefore(ages.clock().instant().minus(ages.deadLetters()));
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name("expiry").start(this::loop);
  }

  private void loop() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        try {
          expire();
        } catch (RuntimeException e) {
          LOG.error("old entries could not be forgotten, trying again in {}", INTERVAL, e);
        }
      }
    } catch (InterruptedException _) {
      return; // stop()
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
