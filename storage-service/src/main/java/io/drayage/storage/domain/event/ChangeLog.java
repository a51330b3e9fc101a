package io.drayage.storage.domain.event;

/**
 * Writes changes down, for the audit and for whoever is to be told. Part of the transaction that
 * makes the change: it counts when the change counts, and not otherwise.
 */
@FunctionalInterface
public interface ChangeLog {
  /** Records what the {@linkplain Author#current() current author} did. */
  void record(Change change);
}
