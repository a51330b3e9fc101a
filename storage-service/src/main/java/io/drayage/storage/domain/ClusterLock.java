package io.drayage.storage.domain;

import java.util.Optional;
import java.util.function.Supplier;

/** Lets one thread of all replicas at a time do something. */
@FunctionalInterface
public interface ClusterLock {
  /** Does it, or returns nothing when another one is at it. */
  <T> Optional<T> tryRun(Supplier<T> work);
}
