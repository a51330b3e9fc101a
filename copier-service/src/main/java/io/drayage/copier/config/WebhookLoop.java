package io.drayage.copier.config;

import io.drayage.copier.domain.webhook.Deliveries;
import io.drayage.copier.domain.webhook.Deliveries.Delivery;
import io.drayage.copier.domain.webhook.DeliveryWork;
import io.drayage.copier.domain.webhook.HookedRuns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Sends messages and begins runs that registries asked for, as long as the service runs. */
final class WebhookLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookLoop.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final DeliveryWork work;
  private final HookedRuns hooked;
  private final Forgetting forgetting;
  private final List<Thread> threads = new ArrayList<>();

  /** Which dead letters are forgotten. */
  record Forgetting(Deliveries deliveries, Duration keep, InstantSource clock) {
    void forget() {
      deliveries.forgetBefore(clock.instant().minus(keep));
    }
  }

  WebhookLoop(DeliveryWork work, HookedRuns hooked, Forgetting forgetting) {
    this.work = work;
    this.hooked = hooked;
    this.forgetting = forgetting;
  }

  @Override
  public synchronized void start() {
    threads.add(Thread.ofVirtual().name("webhooks").start(() -> repeat(INTERVAL, this::send)));
    threads.add(
        Thread.ofVirtual().name("sync-hooks").start(() -> repeat(INTERVAL, hooked::startDue)));
    threads.add(
        Thread.ofVirtual()
            .name("dead-letters")
            .start(() -> repeat(Duration.ofHours(1), forgetting::forget)));
  }

  private static void repeat(Duration interval, Runnable task) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          task.run();
        } catch (RuntimeException e) {
          LOG.warn(
              "{} did not work, trying again: {}",
              Thread.currentThread().getName(),
              e.getMessage());
        }
        Thread.sleep(interval);
      }
    } catch (InterruptedException _) {
      return; // stop()
    }
  }

  /** A receiver that is slow keeps nobody but itself waiting. */
  private void send() {
    for (Delivery delivery : work.due()) {
      Thread.ofVirtual().name("webhook-" + delivery.id()).start(() -> deliver(delivery));
    }
  }

  /** What fails here is claimed anew when its lease ends. */
  private void deliver(Delivery delivery) {
    try {
      work.deliver(delivery);
    } catch (RuntimeException e) {
      LOG.warn("a message to {} was sent and not marked", delivery.webhook().name(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void stop() {
    threads.forEach(Thread::interrupt);
    threads.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !threads.isEmpty();
  }
}
