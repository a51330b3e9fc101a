package io.drayage.copier.domain.run;

/** Where runs wait for somebody to lead them. */
@FunctionalInterface
public interface RunQueue {

  /** Adds a run, as part of the transaction of the caller. */
  void add(Run run);
}
