package io.drayage.copy;

/**
 * Told what happens. It observes and never steers; it is called by several threads at a time, must
 * not block and must not throw.
 */
public interface ProgressListener {
  /** Nobody listens. */
  ProgressListener NONE = event -> {};

  void on(ProgressEvent event);
}
