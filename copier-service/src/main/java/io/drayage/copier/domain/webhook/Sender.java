package io.drayage.copier.domain.webhook;

import java.io.IOException;

/** Sends messages. Thread-safe. */
@FunctionalInterface
public interface Sender {
  /**
   * Sends one.
   *
   * @throws IOException when it is not certain that it arrived; the message says why, without
   *     secrets
   */
  void send(StoredWebhook webhook, Deliveries.Message message)
      throws IOException, InterruptedException;
}
