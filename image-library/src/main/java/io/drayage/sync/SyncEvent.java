package io.drayage.sync;

import io.drayage.copy.CopyPlan;
import io.drayage.image.RepositoryName;

/** Something that happened to a run as a whole; the copier tells its own listener about blobs. */
public sealed interface SyncEvent {

  /**
   * The tags of a repository are known.
   *
   * @param tags how many there are
   */
  record RepositoryListed(RepositoryName repository, int tags) implements SyncEvent {}

  /** An entry was found to be wrong, or a repository could not be listed. */
  record ProblemFound(SyncProblem problem) implements SyncEvent {}

  /** It is known which image goes where. */
  record PlanMade(SyncPlan plan) implements SyncEvent {}

  /**
   * An image is done, with success or without.
   *
   * @param done how many images are done now, this one included
   * @param total how many there are
   */
  record ImageEnded(ImageOutcome outcome, int done, int total) implements SyncEvent {}

  /** What would be done with an image is known; sent for dry runs only. */
  record ImagePreviewed(CopyPlan plan) implements SyncEvent {}
}
