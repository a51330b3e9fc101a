package io.drayage.storage.config;

import io.drayage.storage.domain.scrub.Scrubber;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets the scrubber work as long as the service runs. */
final class ScrubLoop implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ScrubLoop.class);

  /** How long to wait when nothing is to be done, or another replica does it. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Scrubber scrubber;
  private final ScrubProperties properties;
  private @Nullable Thread thread;

  ScrubLoop(Scrubber scrubber, ScrubProperties properties) {
    this.scrubber = scrubber;
    this.properties = properties;
  }

  @Override
  public synchronized void start() {
    if (!properties.isOff()) {
      thread = Thread.ofVirtual().name("scrubber").start(this::loop);
    }
  }

  private void loop() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        workWhileThereIsWork();
      }
    } catch (InterruptedException | InterruptedIOException _) {
      return; // stop()
    }
  }

  private void workWhileThereIsWork() throws InterruptedException, InterruptedIOException {
    try {
      while (scrubber.work()) {
        if (Thread.interrupted()) {
          throw new InterruptedException("the service stops");
        }
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      LOG.error("the scrubber failed, it goes on in {}", PAUSE, e);
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
