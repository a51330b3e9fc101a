package io.drayage.copier.config;

import io.drayage.copier.domain.prune.TrashKeeping;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the trash now and then; replicas that do so at the same time do no harm. */
final class TrashTask implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrashTask.class);
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final TrashKeeping keeping;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("trash").factory());

  TrashTask(TrashKeeping keeping, InstantSource clock) {
    this.keeping = keeping;
    this.clock = clock;
  }

  void start() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::empty, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A failure must not end the repetition. */
  private void empty() {
    try {
      int gone = keeping.empty(clock.instant());
      LOG.debug("{} tags of the trash are gone for good", gone);
    } catch (IOException | RuntimeException e) {
      LOG.error("the trash could not be emptied, it is tried again in {}", INTERVAL, e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
