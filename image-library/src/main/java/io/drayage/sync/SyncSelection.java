package io.drayage.sync;

import java.util.List;

/**
 * The images that a source means, found by one tag list for each repository whose tags are chosen.
 * Immutable.
 *
 * @param images in the order of the source
 * @param problems entries that are missing among the images, and warnings
 */
public record SyncSelection(List<SelectedImage> images, List<SyncProblem> problems) {
  public SyncSelection {
    images = List.copyOf(images);
    problems = List.copyOf(problems);
  }
}
