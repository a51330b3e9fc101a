package io.drayage.copier.domain.event;

import io.drayage.copier.domain.run.RunState;
import java.util.List;
import java.util.Optional;

/** Remembers what happens in runs, as long as the runs. Thread-safe. */
public interface RunEvents {

  /**
   * What happened behind a number, the oldest first. Nothing with a number up to the last of these
   * comes later.
   *
   * @return empty when there is no such run
   */
  Optional<Reading> after(long run, long id, int limit);

  /** Says how far a worker is; for a run that is gone nothing is said. */
  void progress(long run, Progress progress);

  /** Says that steps are tried again. */
  void retries(long run, List<Retry> retries);

  /** How often steps of a run were tried again. */
  long countRetries(long run);

  /**
   * What was found.
   *
   * @param state where the run was when these were all its events
   */
  record Reading(RunState state, List<RunEvent> events) {
    public Reading {
      events = List.copyOf(events);
    }
  }
}
