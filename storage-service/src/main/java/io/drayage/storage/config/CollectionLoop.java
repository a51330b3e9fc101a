package io.drayage.storage.config;

import io.drayage.storage.domain.CollectionLog;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.storage.domain.RecordedCollection;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Collects garbage now and then, as long as the service runs. */
final class CollectionLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionLoop.class);

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
  private final Duration interval;
  private final ChangeLog changes;
  private @Nullable Thread thread;

  CollectionLoop(RecordedCollection collection, StorageProperties properties, ChangeLog changes) {
    this.collection = collection;
    this.interval = properties.reviewInterval();
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

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name("garbage-collection").start(this::loop);
  }

  private void loop() {
    try {
      while (true) {
        Thread.sleep(interval);
        collect();
      }
    } catch (InterruptedException _) {
      return; // stop()
    }
  }

  private void report(GarbageCollection.Result result) {
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

  private void collect() {
    try {
      Optional<GarbageCollection.Result> result =
          collection.collect().map(CollectionLog.Entry::result);
      adder(Total.RUNS).increment();
      result.ifPresent(this::report);
    } catch (IOException | RuntimeException e) {
      adder(Total.FAILURES).increment();
      LOG.error("garbage collection failed, it goes on in {}", interval, e);
    }
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
