package io.drayage.storage.config;

import io.drayage.storage.domain.graph.Graphing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Enters into the image graph what nobody has asked about yet, as long as the service runs. */
final class GraphLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(GraphLoop.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Graphing graphing;
  private @Nullable Thread thread;

  GraphLoop(Graphing graphing) {
    this.graphing = graphing;
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name("image-graph").start(this::loop);
  }

  private void loop() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        enter();
      }
    } catch (InterruptedException _) {
      return; // stop()
    }
  }

  private void enter() {
    try {
      graphing.finish();
    } catch (RuntimeException e) {
      LOG.error("the image graph could not be brought up to date, it goes on in {}", INTERVAL, e);
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
