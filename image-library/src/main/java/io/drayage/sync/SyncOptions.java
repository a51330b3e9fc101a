package io.drayage.sync;

import java.util.Objects;

/**
 * How a run goes.
 *
 * @param parallelImages how many images are worked on at the same time; their requests and blobs
 *     have limits of their own, per registry
 */
public record SyncOptions(int parallelImages, FailurePolicy onFailure) {
  /** What most registries serve well: enough to keep their small-request permits busy. */
  public static final int STANDARD_PARALLEL_IMAGES = 32;

  /** What happens to the other images after one has failed. */
  public enum FailurePolicy {
    /** No further image is begun; those that are on their way are completed. */
    STOP,
    /** All others are copied ({@code --keep-going}). The run has failed nevertheless. */
    KEEP_GOING
  }

  public SyncOptions {
    Objects.requireNonNull(onFailure);
    if (parallelImages < 1) {
      throw new IllegalArgumentException(
          "parallel images must be 1 or more, not " + parallelImages);
    }
  }

  /** The standard number of images at a time. */
  public static SyncOptions with(FailurePolicy onFailure) {
    return new SyncOptions(STANDARD_PARALLEL_IMAGES, onFailure);
  }
}
