package io.drayage.storage.config;

import io.drayage.storage.domain.CollectionLog;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.storage.domain.RecordedCollection;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.web.api.CollectionController;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects garbage as the service does by itself, and counts what that did. Thread-safe. */
final class CountedCollection implements CollectionController.OnRequest {
  private static final Logger LOG = LoggerFactory.getLogger(CountedCollection.class);

  /** What all runs together did. */
  enum Total {
    RUNS("Garbage collections that ended well"),
    FAILURES("Garbage collections that failed"),
    BLOBS("Blobs that garbage collection removed"),
    UPLOADS("Uploads that garbage collection gave up");

    private final String meaning;

    Total(String meaning) {
      this.meaning = meaning;
    }

    String meaning() {
      return meaning;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Total, LongAdder> totals = new EnumMap<>(Total.class);
  private final RecordedCollection collection;
  private final ChangeLog changes;

  CountedCollection(RecordedCollection collection, ChangeLog changes) {
    this.collection = collection;
    this.changes = changes;
    for (Total total : Total.values()) {
      totals.put(total, new LongAdder());
    }
  }

  long total(Total total) {
    return adder(total).sum();
  }

  private LongAdder adder(Total total) {
    return Objects.requireNonNull(totals.get(total));
  }

  void collect() throws IOException {
    counted(
        () -> {
          Optional<CollectionLog.Entry> entry = collection.collect();
          entry.map(CollectionLog.Entry::result).ifPresent(this::note);
          return entry;
        });
  }

  @Override
  public CollectionLog.Entry collectNow() throws IOException {
    return counted(
        () -> {
          CollectionLog.Entry entry = collection.collectNow();
          note(entry.result());
          return entry;
        });
  }

  private interface Run<T> {
    T perform() throws IOException;
  }

  private <T> T counted(Run<T> run) throws IOException {
    try {
      T result = run.perform();
      adder(Total.RUNS).increment();
      return result;
    } catch (IOException | RuntimeException e) {
      adder(Total.FAILURES).increment();
      throw e;
    }
  }

  private void note(GarbageCollection.Result result) {
    adder(Total.BLOBS).add(result.removed());
    adder(Total.UPLOADS).add(result.uploads());
    LOG.info(
        "garbage collection removed {} blobs of {} bytes and {} uploads",
        result.removed(),
        result.bytes(),
        result.uploads());
    changes.record(
        Change.of(
            Action.COLLECTION,
            "removed %d blobs and %d uploads".formatted(result.removed(), result.uploads())));
  }
}
