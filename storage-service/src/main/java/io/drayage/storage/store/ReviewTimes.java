package io.drayage.storage.store;

import io.drayage.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When blobs are looked at. The delay is how long a client may take from the moment at which it
 * learns that a blob exists until it pushes the manifest that needs it.
 */
public final class ReviewTimes {
  private final JdbcClient jdbc;
  private final Duration delay;
  private final InstantSource clock;

  public ReviewTimes(JdbcClient jdbc, Duration delay, InstantSource clock) {
    this.jdbc = jdbc;
    this.delay = delay;
    this.clock = clock;
  }

  OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  OffsetDateTime next() {
    return clock.instant().plus(delay).atOffset(ZoneOffset.UTC);
  }

  Instant instant() {
    return clock.instant();
  }

  /**
   * Whether a client that starts now may not be done by then: a client gets half of the delay, and
   * an answer may be as old as {@link #isRecent} allows.
   */
  boolean isNear(Instant reviewAfter) {
    return reviewAfter.isBefore(clock.instant().plus(delay.multipliedBy(3).dividedBy(4)));
  }

  /** Whether what the records told then may be told again: for a quarter of the delay. */
  boolean isRecent(Instant told) {
    Instant now = clock.instant();
    return !now.isBefore(told) && now.isBefore(told.plus(delay.dividedBy(4)));
  }

  /** Has a blob looked at, a delay from now or later. */
  void schedule(String digest) {
    jdbc.sql(
            """
            insert into blob_review (digest, review_after) values (?, ?)
            on conflict (digest) do update
            set review_after = greatest(blob_review.review_after, excluded.review_after)
            """)
        .params(digest, next())
        .update();
  }

  /** Moves a review away; false when there is none. */
  boolean postpone(Digest digest) {
    return jdbc.sql(
                """
                update blob_review set review_after = greatest(review_after, ?)
                where digest = ?
                """)
            .params(next(), digest.toString())
            .update()
        == 1;
  }
}
