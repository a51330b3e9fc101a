package io.drayage.sync;

/**
 * Told what happens. It observes and never steers; it is called by several threads at a time, must
 * not block and must not throw.
 */
@FunctionalInterface
public interface SyncListener {
  /** Nobody listens. */
  SyncListener NONE = event -> {};

  void on(SyncEvent event);
}
