package io.drayage.storage.config;

import io.drayage.storage.domain.Uploads;
import io.drayage.storage.web.operations.Readiness;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * The first thing to stop: probes hear that this replica should get no more requests, and no upload
 * begins. The server itself stops after the delay, when running requests are answered.
 */
final class Drain implements SmartLifecycle {
  private final Readiness readiness;
  private final Uploads uploads;
  private final Duration delay;
  private volatile boolean running;

  Drain(Readiness readiness, Uploads uploads, StorageProperties properties) {
    this.readiness = readiness;
    this.uploads = uploads;
    this.delay = properties.drainDelay();
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    readiness.stop();
    uploads.close();
    try {
      Thread.sleep(delay);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The highest stops first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
