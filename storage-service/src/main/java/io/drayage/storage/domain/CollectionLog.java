package io.drayage.storage.domain;

import io.drayage.image.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What collections did, and what waits for the next ones. */
public interface CollectionLog {

  /** Notes a collection that did something or was asked for; returns it with its number. */
  Entry note(Cause cause, Instant startedAt, GarbageCollection.Result result);

  /** Notes with smaller numbers, the newest first. */
  List<Entry> list(long before, int limit);

  /** Forgets what began before a time. */
  int forget(Instant before);

  /** What waits, counted up to a limit. */
  Waiting waiting();

  /** Blobs that wait for their review, the one that is due first in front. */
  Page<Candidate> candidates(Page.Request request);

  /** Why it collected. */
  enum Cause {
    REQUEST,
    SCHEDULE
  }

  /** A collection. */
  record Entry(
      long number,
      Cause cause,
      Instant startedAt,
      Instant endedAt,
      GarbageCollection.Result result) {}

  /**
   * What waits.
   *
   * @param reviews blobs with a review, whether something needs them or not; at most {@link
   *     Page#MAXIMUM} are counted
   * @param unneeded those of them that nothing needs now
   * @param bytes what these take
   * @param next when the next review is due
   */
  record Waiting(long reviews, long unneeded, long bytes, Optional<Instant> next) {}

  /**
   * A blob that is looked at when its time has come, and removed if nothing needs it then.
   *
   * @param need whether something needs it now
   */
  record Candidate(Digest digest, long bytes, Instant reviewAfter, Need need) {
    /** Where it stands in the list. */
    public String key() {
      return reviewAfter + "|" + digest;
    }
  }

  /** Whether a manifest, here or in the trash, needs a blob. */
  enum Need {
    NEEDED,
    UNNEEDED
  }
}
