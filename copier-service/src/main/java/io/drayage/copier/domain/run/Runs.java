package io.drayage.copier.domain.run;

import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Run.Origin;
import io.drayage.copier.domain.run.Run.Scope;
import io.drayage.copier.domain.sync.StoredSync;
import java.util.List;
import java.util.Optional;

/**
 * Remembers runs. Every change of a state is guarded: it happens if the run is still where the
 * caller believes it to be. Thread-safe.
 */
public interface Runs {

  /**
   * Asks for a run; it waits in the queue when this returns.
   *
   * @return empty when another run of the sync is under way
   */
  Optional<Run> create(StoredSync sync, Origin origin, Scope scope);

  Optional<Run> find(long id);

  /** The one of a sync that is under way. */
  Optional<Run> active(String sync);

  /**
   * Those with lower numbers, the highest first.
   *
   * @param sync of this sync alone
   */
  List<Run> list(Optional<String> sync, Optional<RunState> state, long before, int limit);

  /**
   * Takes the lead of a run that is under way; whoever led it before has lost it.
   *
   * @return empty when there is nothing to lead
   */
  Optional<Run> takeLead(long id);

  /** Whether nobody has taken over, and what the run is told; empty when somebody has. */
  Optional<Wish> wish(Lead lead);

  /** Says that work has begun. */
  void working(Lead lead, RunState state);

  /** Says that the plan is made. */
  void planned(Lead lead);

  /**
   * Says where the run has come to, with its counts if that is an end.
   *
   * @return whether that was still for the lead to say
   */
  boolean arrived(Lead lead, RunState state, Optional<String> failure);

  /**
   * Tells a run something.
   *
   * @return the run afterwards; empty when it is not in a state to be told
   */
  Optional<Run> tell(long id, Wish wish);

  /**
   * Puts a run that stands back into the queue: a plan, one that was paused, or one whose failed
   * transfers are to be tried again.
   *
   * @return empty when it does not stand in that state, or another run of its sync is under way
   */
  Optional<Run> resume(long id, RunState from);
}
