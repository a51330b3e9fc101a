package io.drayage.storage.domain;

import io.drayage.storage.domain.CollectionLog.Cause;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Collects garbage and notes what that did. */
public final class RecordedCollection {
  private final GarbageCollection collection;
  private final CollectionLog log;
  private final InstantSource clock;

  public RecordedCollection(GarbageCollection collection, CollectionLog log, InstantSource clock) {
    this.collection = collection;
    this.log = log;
    this.clock = clock;
  }

  /** Collects because somebody asks for it. */
  public CollectionLog.Entry collectNow() throws IOException {
    Instant start = clock.instant();
    return log.note(Cause.REQUEST, start, collection.collect());
  }

  /** Collects as it is done now and then; nothing when there was nothing to do. */
  public Optional<CollectionLog.Entry> collect() throws IOException {
    Instant start = clock.instant();
    GarbageCollection.Result result = collection.collect();
    return result.removed() + result.uploads() > 0
        ? Optional.of(log.note(Cause.SCHEDULE, start, result))
        : Optional.empty();
  }
}
