package io.drayage.sync;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a run would do ({@code --dry-run}). Nothing was created or written to make it.
 *
 * @param images in the order of the plan
 * @param problems those of the plan
 */
public record SyncPreview(List<ImagePreview> images, List<SyncProblem> problems, int sources) {
  public SyncPreview {
    images = List.copyOf(images);
    problems = List.copyOf(problems);
  }

  /** How many images would be copied. */
  public int toCopy() {
    return (int) planned().filter(image -> !image.isUnchanged()).count();
  }

  /** How many images are at the destination already. */
  public int unchanged() {
    return (int) planned().filter(ImagePreview.Planned::isUnchanged).count();
  }

  /** How many bytes would be read from the sources. */
  public long bytes() {
    return planned().mapToLong(ImagePreview.Planned::bytes).sum();
  }

  /** How many requests the copies would take, without those that find out what is to be done. */
  public long requests() {
    return planned().mapToLong(ImagePreview.Planned::requests).sum();
  }

  /** Whether the run could succeed, as far as can be known. */
  public boolean succeeded() {
    return images.stream().noneMatch(ImagePreview.Failed.class::isInstance)
        && problems.stream().noneMatch(SyncProblem::isError);
  }

  private Stream<ImagePreview.Planned> planned() {
    return images.stream()
        .filter(ImagePreview.Planned.class::isInstance)
        .map(ImagePreview.Planned.class::cast);
  }
}
