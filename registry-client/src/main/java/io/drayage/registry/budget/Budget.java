package io.drayage.registry.budget;

import io.drayage.registry.RegistryException;
import io.drayage.registry.RequestQuota;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The requests that a registry still allows one account, by what its answers say. What nobody waits
 * for leaves a reserve for those who do. Thread-safe, and never waits.
 */
public final class Budget {
  /** How long an account is left alone that used its budget up, when nothing says how long. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  /** What a registry's limit is counted over when it does not say. */
  private static final Duration WINDOW = Duration.ofHours(6);

  private final String account;
  private final double reserve;
  private final InstantSource clock;
  private Level level = Level.UNKNOWN;
  private boolean changed;

  /**
   * What is known of a budget.
   *
   * @param allowed how many requests there are in all; below zero when that is not known
   * @param remaining how many are left
   * @param observedAt when that was
   * @param closedUntil until when the registry wants no request at all
   */
  public record Level(
      long allowed, long remaining, Instant observedAt, Optional<Instant> closedUntil) {
    static final Level UNKNOWN = new Level(-1, 0, Instant.EPOCH, Optional.empty());

    /** The newer of two observations, and the longer pause. */
    Level merge(Level other) {
      Level newer = other.observedAt().isAfter(observedAt) ? other : this;
      Optional<Instant> closed =
          closedUntil
              .filter(mine -> other.closedUntil().filter(mine::isBefore).isEmpty())
              .or(other::closedUntil);
      return new Level(newer.allowed(), newer.remaining(), newer.observedAt(), closed);
    }
  }

  Budget(String account, double reserve, InstantSource clock) {
    this.account = account;
    this.reserve = reserve;
    this.clock = clock;
  }

  String account() {
    return account;
  }

  /** Fails while the registry wants no request at all. */
  public synchronized void requireOpen() throws RegistryException {
    Instant now = clock.instant();
    if (level.closedUntil().filter(now::isBefore).isPresent()) {
      throw exhausted("has asked for a pause", level.closedUntil().get());
    }
  }

  /** Takes one request that is counted, or fails. */
  public synchronized void spend(Urgency urgency) throws RegistryException {
    requireOpen();
    Instant now = clock.instant();
    if (level.allowed() < 0 || !now.isBefore(level.observedAt().plus(WINDOW))) {
      return;
    }
    if (level.remaining() <= 0) {
      Instant again = level.observedAt().plus(PAUSE);
      if (now.isBefore(again)) {
        throw exhausted("allows no more requests", again);
      }
      return; // one more, to hear whether there are some again
    }
    if (urgency == Urgency.BACKGROUND && level.remaining() <= level.allowed() * reserve) {
      throw exhausted(
          "allows %d more requests, which are kept for pulls".formatted(level.remaining()),
          now.plus(PAUSE));
    }
    level =
        new Level(level.allowed(), level.remaining() - 1, level.observedAt(), level.closedUntil());
  }

  private RegistryException exhausted(String what, Instant until) {
    return new RegistryException.RateLimited(
        "%s %s; it is asked again at %s".formatted(account, what, until),
        Optional.of(Duration.between(clock.instant(), until)));
  }

  /** Notes what an answer says. */
  public synchronized void observe(RequestQuota quota) {
    if (level.allowed() != quota.limit() || level.remaining() != quota.remaining()) {
      changed = true;
    }
    level = new Level(quota.limit(), quota.remaining(), clock.instant(), Optional.empty());
  }

  /** Notes that a request was refused because there were too many. */
  public synchronized void refused(Optional<Duration> retryAfter) {
    Duration pause = retryAfter.orElse(PAUSE);
    Instant until =
        clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    level = level.merge(new Level(-1, 0, Instant.EPOCH, Optional.of(until)));
    changed = true;
  }

  /** What is known. */
  public synchronized Level level() {
    return level;
  }

  /** What others should know, once. */
  synchronized Optional<Level> takeChange() {
    if (!changed) {
      return Optional.empty();
    }
    changed = false;
    return Optional.of(level);
  }

  /** Learns what another replica observed. */
  synchronized void learn(Level other) {
    level = level.merge(other);
  }
}
