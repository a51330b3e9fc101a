package io.drayage.copier.domain.run;

import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Transfer.Outcome;
import io.drayage.copier.domain.run.Transfer.Planned;
import java.util.List;
import java.util.Optional;

/**
 * Remembers the transfers of runs. What somebody says who has lost a part is not recorded.
 * Thread-safe.
 */
public interface Transfers {

  /** Forgets what an earlier attempt at a part of the plan has found. */
  void clearPlan(Claim claim, List<Integer> rules);

  /** Adds what a part of the plan has found. */
  void plan(Claim claim, List<Planned> found);

  /**
   * Deals what is to be done out into parts, so that images of one destination repository stay
   * together.
   *
   * @return how many parts there are
   */
  int deal(Lead lead, int parts);

  /** What is to be done in a part, and was begun by somebody who is gone. */
  List<Transfer> open(Lead lead, int part);

  /** Says that a transfer is begun; false when the claim is lost or somebody has done it. */
  boolean begin(Claim claim, long id);

  /** Says what came of it; false when the claim is lost or somebody has said so before. */
  boolean end(Claim claim, long id, Outcome outcome);

  /** Makes what has failed pending again. */
  int retryFailed(long run);

  Counts count(long run);

  /** Those behind a number, in the order of the plan. */
  List<Transfer> list(long run, Optional<Transfer.State> state, long after, int limit);
}
