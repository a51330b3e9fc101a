package io.drayage.copier.domain.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Messages on their way. Several replicas work on them: what one has claimed no other gets before
 * its lease ends, and who comes too late changes nothing. A message may arrive twice; its number
 * stays the same. Thread-safe.
 */
public interface Deliveries {
  /** Claims messages that are due. */
  List<Delivery> claim(int most, Duration lease);

  /** It arrived. */
  void delivered(Delivery delivery);

  /** It did not, and is tried again after a while. */
  void retry(Delivery delivery, Duration pause, String failure);

  /** It is given up, and kept as a dead letter. */
  void giveUp(Delivery delivery, String failure);

  /** Those of a webhook that were given up, behind a number. */
  List<DeadLetter> dead(String webhook, long after, int limit);

  /** Sends the dead letters of a webhook again. */
  int redeliver(String webhook);

  /** Forgets dead letters that are older. */
  int forgetBefore(Instant time);

  /** A message at its attempt of this number, from 1. */
  record Delivery(long id, StoredWebhook webhook, int attempt, Message message) {}

  /**
   * What is said.
   *
   * @param event such as {@code run.failed}
   * @param data a JSON object
   */
  record Message(UUID id, String event, long run, String data, Instant at) {}

  /** A message that was given up. */
  record DeadLetter(
      long id, String event, long run, int attempts, String failure, Instant diedAt) {}
}
