package io.drayage.copier.domain.run;

import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Transfer.Outcome;
import io.drayage.copier.domain.run.Transfer.Planned;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers the transfers of runs. What somebody says who has lost a part is not recorded.
 * Thread-safe.
 */
public interface Transfers {

  /** The sources that the plan of a run is finished with, by their places. */
  Set<Integer> planned(long run);

  /** Those of some sources that can be planned now. */
  List<Integer> unplanned(Claim claim, List<Integer> rules);

  /** How long to wait until one of these sources can be planned; empty when all are. */
  Optional<Duration> planRest(Claim claim, List<Integer> rules);

  /**
   * Forgets what an earlier attempt at a source has found.
   *
   * @return the images of it that need not be planned: they have arrived
   */
  Set<String> clearPlan(Claim claim, int rule);

  /** Says that everything of a source is planned. */
  void finishPlan(Claim claim, int rule);

  /**
   * Lets a source be planned later.
   *
   * @param patience false is returned when it has failed for so long
   */
  boolean postponePlan(Claim claim, int rule, Duration patience);

  /** Adds what a part of the plan has found. */
  void plan(Claim claim, List<Planned> found);

  /**
   * Deals what is to be done out into parts, so that images of one destination repository stay
   * together.
   *
   * @return how many parts there are
   */
  int deal(Lead lead, int parts);

  /** What can be done in a part now, and was begun by somebody who is gone. */
  List<Transfer> open(Lead lead, int part);

  /** How long to wait until something of a part can be done; empty when nothing is left. */
  Optional<Duration> rest(Lead lead, int part);

  /** What of a transfer has failed for a reason that may pass. */
  record Setback(String reason, Duration patience) {}

  /**
   * Lets a transfer that is begun be done later, after a pause that grows.
   *
   * @return false when it has failed for as long as the patience, or the claim is lost
   */
  boolean postpone(Claim claim, long id, Setback setback);

  /** Says that a transfer is begun; false when the claim is lost or somebody has done it. */
  boolean begin(Claim claim, long id);

  /** Says what came of it; false when the claim is lost or somebody has said so before. */
  boolean end(Claim claim, long id, Outcome outcome);

  /**
   * Makes what has failed pending again, and lets sources be planned again that could not be
   * listed.
   */
  int retryFailed(long run);

  Counts count(long run);

  /** Those behind a number, in the order of the plan. */
  List<Transfer> list(long run, Optional<Transfer.State> state, long after, int limit);
}
