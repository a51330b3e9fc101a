package io.drayage.storage.config;

import io.drayage.storage.domain.GarbageCollection;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Collects garbage now and then, as long as the service runs. */
final class CollectionLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionLoop.class);

  private final GarbageCollection collection;
  private final Duration interval;
  private final ChangeLog changes;
  private @Nullable Thread thread;

  CollectionLoop(GarbageCollection collection, StorageProperties properties, ChangeLog changes) {
    this.collection = collection;
    this.interval = properties.reviewInterval();
    this.changes = changes;
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

  private void collect() {
    try {
      GarbageCollection.Result result = collection.collect();
      if (result.removed() + result.uploads() > 0) {
        LOG.info(
            "garbage collection removed {} blobs and {} uploads",
            result.removed(),
            result.uploads());
        changes.record(
            Change.of(
                Action.COLLECTION,
                "removed %d blobs and %d uploads".formatted(result.removed(), result.uploads())));
      }
    } catch (IOException | RuntimeException e) {
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
