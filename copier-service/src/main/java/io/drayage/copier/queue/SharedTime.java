package io.drayage.copier.queue;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database, on which replicas agree whose own clocks differ, or are set while they
 * run. Between two looks at it the time goes on by itself, which it also does while the database is
 * away. Thread-safe.
 */
final class SharedTime implements Clock, InstantSource {
  private static final Logger LOG = LoggerFactory.getLogger(SharedTime.class);
  private static final Duration TRUSTED = Duration.ofSeconds(10);

  private final Supplier<Instant> database;
  private final Supplier<Long> ticks;
  private final AtomicLong lookedAt;
  private volatile Anchor anchor;

  /** What the time was at some tick. */
  private record Anchor(Instant time, long tick) {
    Instant after(long now) {
      return time.plusNanos(now - tick);
    }
  }

  /**
   * @param database asked for its time now and then
   * @param ticks nanoseconds that nobody can set
   */
  SharedTime(Supplier<Instant> database, Supplier<Long> ticks) {
    this.database = database;
    this.ticks = ticks;
    long now = ticks.get();
    this.lookedAt = new AtomicLong(now);
    this.anchor = new Anchor(database.get(), now);
  }

  @Override
  public Instant now() {
    long now = ticks.get();
    long last = lookedAt.get();
    if (now - last > TRUSTED.toNanos() && lookedAt.compareAndSet(last, now)) {
      look();
    }
    return anchor.after(ticks.get());
  }

  private void look() {
    try {
      Instant time = database.get();
      anchor = new Anchor(time, ticks.get());
    } catch (RuntimeException e) {
      LOG.debug("the database does not tell its time; it is assumed to go on", e);
    }
  }

  @Override
  public Instant instant() {
    return now();
  }
}
