package io.drayage.storage.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that never jumps, for times that were promised: a blob that is kept for a day is not
 * removed in the minute in which somebody sets the clock of the machine. When the other clock is
 * ahead or behind, this one goes an eighth faster or slower until they agree. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
  private static final int CORRECTION = 8;

  private final InstantSource wall;
  private final LongSupplier nanos;
  private Instant last;
  private long lastNanos;

  /**
   * Starts at what the clock of the machine shows.
   *
   * @param nanos nanoseconds that only ever grow, from any beginning
   */
  public SteadyClock(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.last = wall.instant();
    this.lastNanos = nanos.getAsLong();
  }

  @Override
  public synchronized Instant instant() {
    long now = nanos.getAsLong();
    Duration passed = Duration.ofNanos(now - lastNanos);
    Duration off = Duration.between(last.plus(passed), wall.instant());
    Duration most = passed.dividedBy(CORRECTION);
    last = last.plus(passed).plus(limited(off, most));
    lastNanos = now;
    return last;
  }

  private static Duration limited(Duration off, Duration most) {
    if (off.compareTo(most) > 0) {
      return most;
    }
    return off.compareTo(most.negated()) < 0 ? most.negated() : off;
  }
}
