package io.drayage.copier.domain.event;

import io.drayage.copy.ProgressListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes down how far this replica is with a run, once a second while something moves. Thread-safe;
 * closing it writes the last word.
 */
public final class ProgressNotes implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ProgressNotes.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final RunEvents events;
  private final long run;
  private final RunProgress progress;
  private final ProgressListener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread writer;

  /**
   * @param worker the name of this replica
   * @param traffic counts for all runs
   */
  public ProgressNotes(RunEvents events, long run, String worker, Traffic traffic) {
    this.events = events;
    this.run = run;
    this.progress = new RunProgress(worker);
    this.listener =
        event -> {
          progress.on(event);
          traffic.on(event);
        };
    this.writer = Thread.ofVirtual().name("progress-" + run).start(this::write);
  }

  /** Whom copies are to tell. */
  public ProgressListener listener() {
    return listener;
  }

  private void write() {
    try {
      boolean open;
      do {
        open = !closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        writeNews();
      } while (open);
    } catch (InterruptedException _) {
      return; // nobody interrupts it but a JVM that ends
    }
  }

  /** A database that is away must not stop a copy; the next word says the same and more. */
  private void writeNews() {
    RunProgress.News news = progress.take();
    try {
      if (!news.retries().isEmpty()) {
        events.retries(run, news.retries());
      }
      if (news.moved()) {
        events.progress(run, news.progress());
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "progress of run " + run + " was not written", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      writer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
