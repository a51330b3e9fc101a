package io.drayage.copier.domain.run;

import io.drayage.copier.domain.run.Run.Lead;
import java.util.Collection;
import java.util.Optional;

/** Hands out the right to work on parts. Thread-safe. */
public interface Claims {

  /** Makes parts that can be claimed; each has the number of its step execution. */
  void offer(Lead lead, Collection<Long> steps);

  /**
   * Claims a part; whoever had it has lost it.
   *
   * @return empty when it is done, or its lead is lost
   */
  Optional<Claim> claim(Lead lead, long step, String worker);

  /** What the run is told, as long as the claim holds; empty when it is lost. */
  Optional<Wish> wish(Claim claim);

  /** Says that a part is done. */
  void done(Claim claim);

  /** How many of the parts of a lead are not done. */
  int open(Lead lead);
}
