package io.drayage.storage.domain.access;

/** Callers that are remembered with their rights for some seconds. */
@FunctionalInterface
public interface KnownCallers {
  /** To be called when users, rights or robots have changed. */
  void forget();
}
