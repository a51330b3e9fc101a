package io.drayage.storage.domain.event;

import io.drayage.storage.domain.event.Deliveries.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers events: each at least once, those of a repository in order. An event that arrived and
 * was not marked, because the process was killed in between, is sent again. Thread-safe.
 */
public final class Notifications {
  /** How many events go with one message of a format that takes several. */
  private static final int TOGETHER = 50;

  /** How much longer than an attempt a claim lasts. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Deliveries deliveries;
  private final EventSender sender;
  private final Backoff backoff;
  private final InstantSource clock;

  public Notifications(
      Deliveries deliveries, EventSender sender, Backoff backoff, InstantSource clock) {
    this.deliveries = deliveries;
    this.sender = sender;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** What can be delivered now, one from each lane; nobody else works on these meanwhile. */
  public List<Delivery> claim(Endpoint endpoint) {
    return deliveries.claim(endpoint, endpoint.patience().timeout().plus(MARGIN), clock.instant());
  }

  /** Delivers one that was claimed, or finds out what becomes of it. */
  public Outcome deliver(Endpoint endpoint, Delivery claimed) throws InterruptedException {
    List<Delivery> batch = batch(endpoint, claimed);
    try {
      sender.send(endpoint, batch.stream().map(Delivery::event).toList());
    } catch (IOException e) {
      return failed(endpoint, claimed, String.valueOf(e.getMessage()));
    }
    deliveries.delivered(batch);
    return Outcome.DELIVERED;
  }

  /** One that has failed goes alone, so that others do not fail along with it. */
  private List<Delivery> batch(Endpoint endpoint, Delivery claimed) {
    List<Delivery> batch = new ArrayList<>();
    batch.add(claimed);
    if (endpoint.format() == Endpoint.Format.DOCKER && claimed.attempt() == 1) {
      batch.addAll(deliveries.following(claimed, TOGETHER - 1));
    }
    return batch;
  }

  private Outcome failed(Endpoint endpoint, Delivery delivery, String failure) {
    if (delivery.attempt() >= endpoint.patience().attempts()) {
      deliveries.giveUp(delivery, failure, clock.instant());
      return Outcome.GIVEN_UP;
    }
    deliveries.retry(delivery, clock.instant().plus(backoff.after(delivery.attempt())));
    return Outcome.POSTPONED;
  }

  /** What became of a delivery. */
  public enum Outcome {
    DELIVERED,
    POSTPONED,
    GIVEN_UP
  }
}
