package io.drayage.copier.queue;

import io.drayage.copier.domain.run.History;
import io.drayage.copier.domain.run.History.Retention;
import io.drayage.copier.domain.run.Run;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts runs that were lost back into the queue, and forgets those that are old. */
public final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final int BATCH = 50;

  /** What is left then is for the next round. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final History history;
  private final RunTasks queue;
  private final Retention kept;

  public Housekeeping(History history, RunTasks queue, Retention kept) {
    this.history = history;
    this.queue = queue;
    this.kept = kept;
  }

  void keep() {
    for (Run run : history.unattended()) {
      LOG.warn("run {} is under way and in nobody's queue; it is queued again", run.id());
      queue.add(run);
    }
    long begin = System.nanoTime();
    int forgotten = BATCH;
    while (forgotten == BATCH && System.nanoTime() - begin < LONGEST.toNanos()) {
      forgotten = history.forget(kept, BATCH);
    }
  }
}
