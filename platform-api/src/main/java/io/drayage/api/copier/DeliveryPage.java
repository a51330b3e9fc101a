package io.drayage.api.copier;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a webhook that were given up, the oldest first.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record DeliveryPage(List<Dead> deliveries, @Nullable Long next) {

  /**
   * A message that did not arrive.
   *
   * @param event such as {@code run.failed}
   * @param failure of the last attempt
   */
  public record Dead(
      long id, String event, long run, int attempts, String failure, Instant diedAt) {}

  public DeliveryPage {
    deliveries = List.copyOf(deliveries);
  }
}
