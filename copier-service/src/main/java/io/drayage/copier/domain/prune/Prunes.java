package io.drayage.copier.domain.prune;

import io.drayage.copier.domain.run.Claim;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Transfer;
import java.util.List;

/** Remembers what runs remove and verify. Thread-safe. */
public interface Prunes {

  /**
   * An image that the plan of a run has found.
   *
   * @param destination empty when there is none, because of a failure or a warning
   */
  record Found(int rule, String source, String destination) {}

  /**
   * What a run is to remove.
   *
   * @param pending how many tags
   * @param there how many there were when the plan was made
   */
  record Extent(long pending, long there, Confirmation confirmation) {}

  /** Whether somebody has agreed to more than the threshold. */
  enum Confirmation {
    MISSING,
    GIVEN
  }

  /** All that a plan has found so far. */
  List<Found> found(long run);

  /** Says how many tags there are in the repositories that are pruned. */
  void counted(Claim claim, long there);

  Extent extent(long run);

  /** Agrees to whatever the plan of a run removes. */
  void confirm(long run);

  /** The tags that are yet to be removed. */
  List<Transfer> open(Lead lead);

  /** The images that have been copied. */
  List<Transfer> copied(Lead lead);

  /** Says that an image that was copied is not there after all. */
  void refute(Claim claim, long transfer, String reason);
}
