package io.drayage.sync;

import io.drayage.copy.CopyRequest;
import java.util.List;

/**
 * Which image goes where. Nothing but tag lists was asked for to make it, so it does not know yet
 * what is there already. Immutable.
 *
 * @param images in the order of the source; no two have the same destination
 * @param problems entries that are missing among the images, and warnings
 * @param sources how many repositories, folders or layouts the images come from
 */
public record SyncPlan(List<CopyRequest> images, List<SyncProblem> problems, int sources) {
  public SyncPlan {
    images = List.copyOf(images);
    problems = List.copyOf(problems);
  }

  /** Whether something that was asked for is not among the images. */
  public boolean hasErrors() {
    return problems.stream().anyMatch(SyncProblem::isError);
  }
}
