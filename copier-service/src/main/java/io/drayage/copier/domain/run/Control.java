package io.drayage.copier.domain.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks now and then whether the work of a part shall go on, and says so to its threads.
 * Thread-safe; closing it ends the looking.
 */
public final class Control implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final Supplier<Optional<Wish>> wish;
  private final Thread worker;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread watcher;
  private volatile Word word = Word.GO_ON;
  private volatile boolean interrupted;

  /** What the threads of a part are told. */
  public enum Word {
    GO_ON,
    /** What is begun is finished, nothing else is begun. */
    FINISH,
    /** What is begun is broken off. */
    STOP,
    /** Somebody else does it now. */
    LOST
  }

  /**
   * Looks at once, and then now and then.
   *
   * @param wish empty when the part is lost
   * @param worker is interrupted when its work is to be broken off
   */
  public Control(Supplier<Optional<Wish>> wish, Thread worker) {
    this.wish = wish;
    this.worker = worker;
    look();
    this.watcher = Thread.ofVirtual().name("control").start(this::watch);
  }

  public Word word() {
    return word;
  }

  /** Whether something new may be begun. */
  public boolean goesOn() {
    return word == Word.GO_ON;
  }

  private void watch() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
        breakOff();
      }
    } catch (InterruptedException _) {
      return; // closed
    }
  }

  /** A database that does not answer is no reason to stop: it may be away for a moment. */
  private void look() {
    Optional<Wish> now;
    try {
      now = wish.get();
    } catch (RuntimeException _) {
      return;
    }
    Word heard =
        now.map(
                w ->
                    switch (w) {
                      case RUN -> Word.GO_ON;
                      case PAUSE -> Word.FINISH;
                      case CANCEL -> Word.STOP;
                    })
            .orElse(Word.LOST);
    word = heard;
  }

  /** Once: who is told again while it puts its things away could not do that. */
  private void breakOff() {
    if (!interrupted && (word == Word.STOP || word == Word.LOST)) {
      interrupted = true;
      worker.interrupt();
    }
  }

  /**
   * Ends the looking; an interruption by this is over then, and what follows is not meant by it.
   */
  @Override
  public void close() {
    closed.countDown();
    boolean pending = false;
    while (watcher.isAlive()) {
      try {
        watcher.join();
      } catch (InterruptedException _) {
        pending = true;
      }
    }
    pending |= Thread.interrupted();
    if (pending && !interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
