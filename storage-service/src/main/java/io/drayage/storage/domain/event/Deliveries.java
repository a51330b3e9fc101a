package io.drayage.storage.domain.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Events on their way. Several processes may work on them at a time: what one has claimed, no other
 * gets before its lease ends. A worker that comes too late finds that its claim is gone, and
 * changes nothing.
 */
public interface Deliveries {

  /** Claims the first event of each lane that is due. */
  List<Delivery> claim(Endpoint endpoint, Duration lease, Instant now);

  /** The events behind a claimed one in its lane, to be sent along with it. */
  List<Delivery> following(Delivery claimed, int most);

  /** They arrived. */
  void delivered(List<Delivery> deliveries);

  /** It did not arrive, and is tried again at a time. */
  void retry(Delivery delivery, Instant at);

  /** It is given up: it becomes a dead letter, and the next one of its lane goes on. */
  void giveUp(Delivery delivery, String failure, Instant now);

  /** Dead letters, the oldest first. */
  List<DeadLetter> deadLetters(Optional<String> endpoint, long after, int limit);

  /** Sends dead letters again; those of an endpoint that are not newer than a number. */
  int redeliver(String endpoint, long upTo, Instant now);

  /** Sends one dead letter again; false when there is none of this number. */
  boolean redeliver(long number, Instant now);

  /** Forgets dead letters that are older. */
  int forgetBefore(Instant time);

  /** How many events wait for each endpoint. */
  List<Backlog> backlogs();

  /** An event for an endpoint, at its attempt of this number, the first being 1. */
  record Delivery(String endpoint, Lane lane, long id, int attempt, Event event) {}

  /** An event that was given up. */
  record DeadLetter(
      long number, String endpoint, int attempts, String failure, Instant diedAt, Event event) {}

  /** How many events wait. */
  record Backlog(String endpoint, long waiting, long dead) {}
}
