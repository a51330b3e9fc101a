package io.drayage.storage.domain.event;

import java.io.IOException;
import java.util.List;

/** Sends events to an endpoint. Thread-safe. */
@FunctionalInterface
public interface EventSender {
  /**
   * Sends one event, or several where the format has room for them.
   *
   * @throws IOException when it is not certain that they arrived; the message says why, without
   *     secrets
   */
  void send(Endpoint endpoint, List<Event> events) throws IOException, InterruptedException;
}
