package io.drayage.transport;

/**
 * A destination that keeps its blobs where other images have theirs, too: a blob that two of them
 * need at the same time is transferred once.
 */
public interface SharedBlobs {

  /** What is equal for two destinations with the same blobs: the real path of their folder. */
  Object store();
}
