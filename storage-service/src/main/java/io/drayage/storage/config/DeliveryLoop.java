package io.drayage.storage.config;

import io.drayage.storage.domain.event.Deliveries.Delivery;
import io.drayage.storage.domain.event.Endpoint;
import io.drayage.storage.domain.event.Notifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Delivers events as long as the service runs: for each endpoint a thread looks for what is due,
 * and one more for each lane sends it.
 */
final class DeliveryLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

  private final Notifications notifications;
  private final List<Endpoint> endpoints;
  private final Duration interval;
  private final List<Thread> threads = new ArrayList<>();

  DeliveryLoop(Notifications notifications, List<Endpoint> endpoints, Duration interval) {
    this.notifications = notifications;
    this.endpoints = List.copyOf(endpoints);
    this.interval = interval;
  }

  @Override
  public synchronized void start() {
    for (Endpoint endpoint : endpoints) {
      threads.add(Thread.ofVirtual().name("events-" + endpoint.name()).start(() -> loop(endpoint)));
    }
  }

  private void loop(Endpoint endpoint) {
    // A lane that is done may have another event; there is no need to wait for the interval.
    Semaphore done = new Semaphore(0);
    try {
      while (true) {
        for (Delivery claimed : claim(endpoint)) {
          Thread.ofVirtual()
              .name("event-" + claimed.id())
              .start(() -> deliver(endpoint, claimed, done));
        }
        done.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
        done.drainPermits();
      }
    } catch (InterruptedException _) {
      return; // stop()
    }
  }

  private List<Delivery> claim(Endpoint endpoint) {
    try {
      return notifications.claim(endpoint);
    } catch (RuntimeException e) {
      LOG.warn(
          "events for {} could not be read, trying again: {}", endpoint.name(), e.getMessage());
      return List.of();
    }
  }

  /** What fails here is claimed anew when its lease ends. */
  private void deliver(Endpoint endpoint, Delivery claimed, Semaphore done) {
    try {
      switch (notifications.deliver(endpoint, claimed)) {
        case DELIVERED -> done.release();
        case POSTPONED -> {}
        case GIVEN_UP -> {
          LOG.warn(
              "an event for {} was given up after {} attempts", endpoint.name(), claimed.attempt());
          done.release();
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("an event for {} was sent and not marked", endpoint.name(), e);
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
