package io.drayage.copier.domain.event;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes those who wait for something to happen in a run. Thread-safe. */
public final class RunBell {
  private final int most;
  private final Map<Long, Set<Listener>> listeners = new HashMap<>();
  private int count;
  private boolean closed;

  /**
   * @param most how many may listen at the same time
   */
  public RunBell(int most) {
    this.most = most;
  }

  /** Somebody who waits; closes when done. */
  public final class Listener implements AutoCloseable {
    private final long run;
    private final Semaphore rung = new Semaphore(0);

    private Listener(long run) {
      this.run = run;
    }

    /**
     * Waits until the bell has rung, for so long at most.
     *
     * @return whether there is any use in going on
     */
    public boolean await(long millis) throws InterruptedException {
      boolean heard = rung.tryAcquire(millis, TimeUnit.MILLISECONDS);
      if (heard) {
        rung.drainPermits();
      }
      return isOpen();
    }

    @Override
    public void close() {
      forget(this);
    }
  }

  /** Begins to listen; empty when too many do, or the service stops. */
  public synchronized Optional<Listener> listen(long run) {
    if (closed || count >= most) {
      return Optional.empty();
    }
    count++;
    Listener listener = new Listener(run);
    listeners.computeIfAbsent(run, _ -> new HashSet<>()).add(listener);
    return Optional.of(listener);
  }

  private synchronized void forget(Listener listener) {
    Set<Listener> same = listeners.get(listener.run);
    if (same != null && same.remove(listener)) {
      count--;
      if (same.isEmpty()) {
        listeners.remove(listener.run);
      }
    }
  }

  private synchronized boolean isOpen() {
    return !closed;
  }

  /** Something has happened in a run. */
  public synchronized void ring(long run) {
    listeners.getOrDefault(run, Set.of()).forEach(listener -> listener.rung.release());
  }

  /** Something may have happened in any run. */
  public synchronized void ringAll() {
    listeners.values().forEach(same -> same.forEach(listener -> listener.rung.release()));
  }

  /** How many listen. */
  public synchronized int listeners() {
    return count;
  }

  /** Sends everybody away, so that the service can stop. */
  public synchronized void close() {
    closed = true;
    ringAll();
  }
}
