package io.drayage.sync;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What came of a run.
 *
 * @param images one outcome for each image of the plan, in its order
 * @param problems those of the plan
 */
public record SyncResult(
    List<ImageOutcome> images,
    List<SyncProblem> problems,
    int sources,
    SyncTotals totals,
    Duration duration) {
  public SyncResult {
    images = List.copyOf(images);
    problems = List.copyOf(problems);
    Objects.requireNonNull(totals);
    Objects.requireNonNull(duration);
  }

  static SyncResult of(SyncPlan plan, List<ImageOutcome> images, Duration duration) {
    return new SyncResult(images, plan.problems(), plan.sources(), SyncTotals.of(images), duration);
  }

  /** Whether everything that was asked for is at the destination. */
  public boolean succeeded() {
    return totals.failed() == 0
        && totals.notStarted() == 0
        && problems.stream().noneMatch(SyncProblem::isError);
  }
}
