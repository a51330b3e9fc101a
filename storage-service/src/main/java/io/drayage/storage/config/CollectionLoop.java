package io.drayage.storage.config;

import io.drayage.storage.domain.CollectionLog;
import io.drayage.storage.domain.RecordedCollection;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Collects garbage now and then, as long as the service runs. */
final class CollectionLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionLoop.class);

  private final RecordedCollection collection;
  private final Duration interval;
  private @Nullable Thread thread;

  CollectionLoop(RecordedCollection collection, StorageProperties properties) {
    this.collection = collection;
    this.interval = properties.reviewInterval();
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
      collection
          .collect()
          .map(CollectionLog.Entry::result)
          .ifPresent(
              result ->
                  LOG.info(
                      "garbage collection removed {} blobs of {} bytes and {} uploads",
                      result.removed(),
                      result.bytes(),
                      result.uploads()));
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
