package io.drayage.copier.domain.webhook;

import io.drayage.copier.domain.webhook.Deliveries.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Sends what is due, and says what came of it. Thread-safe. */
public final class DeliveryWork {
  private static final int BATCH = 32;
  private static final int DOUBLINGS = 30;
  private static final int LONGEST_FAILURE = 1_000;

  private final Deliveries deliveries;
  private final Sender sender;
  private final Patience patience;
  private final DoubleSupplier random;

  /**
   * How often, and how long.
   *
   * @param first after the first failure; twice as long after each further one
   * @param lease longer than an attempt can take
   */
  public record Patience(Duration first, Duration longest, int attempts, Duration lease) {}

  /**
   * @param random numbers from 0 to 1, so that not all come back at once
   */
  public DeliveryWork(
      Deliveries deliveries, Sender sender, Patience patience, DoubleSupplier random) {
    this.deliveries = deliveries;
    this.sender = sender;
    this.patience = patience;
    this.random = random;
  }

  /** What is due now; each is to be given to {@link #deliver} within its lease. */
  public List<Delivery> due() {
    return deliveries.claim(BATCH, patience.lease());
  }

  /** Makes one attempt. */
  public void deliver(Delivery delivery) throws InterruptedException {
    try {
      sender.send(delivery.webhook(), delivery.message());
    } catch (IOException e) {
      failed(delivery, e);
      return;
    }
    deliveries.delivered(delivery);
  }

  private void failed(Delivery delivery, IOException cause) {
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String failure = text.length() > LONGEST_FAILURE ? text.substring(0, LONGEST_FAILURE) : text;
    if (delivery.attempt() >= patience.attempts()) {
      deliveries.giveUp(delivery, failure);
    } else {
      deliveries.retry(delivery, pause(delivery.attempt()), failure);
    }
  }

  private Duration pause(int attempt) {
    long doubled = patience.first().toMillis() << Math.min(attempt - 1, DOUBLINGS);
    long millis = Math.min(Math.max(doubled, 1), patience.longest().toMillis());
    return Duration.ofMillis((long) (millis * (0.5 + random.getAsDouble())));
  }
}
