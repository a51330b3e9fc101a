package io.drayage.copier.config;

import io.drayage.copier.domain.webhook.Deliveries.Delivery;
import io.drayage.copier.domain.webhook.DeliveryWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the messages that are due, each on a thread of its own. */
record WebhookMessages(DeliveryWork work) {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookMessages.class);

  /** A receiver that is slow keeps nobody but itself waiting. */
  void send() {
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
}
