package io.drayage.copier.domain.event;

import java.util.List;

/**
 * How far a worker is with a run. Its numbers start anew with each turn of the worker.
 *
 * @param worker the name of the replica
 * @param bytes how many bytes it has moved in this turn, those of unfinished blobs among them
 * @param images how many images it has ended in this turn
 * @param blobs those that move right now, at most {@value #MOST_BLOBS}
 */
public record Progress(String worker, long bytes, long images, List<Blob> blobs) {
  /** How many are told of. */
  public static final int MOST_BLOBS = 16;

  /**
   * A blob on its way.
   *
   * @param size in bytes
   * @param done how many of them were read
   */
  public record Blob(String digest, long size, long done) {}

  public Progress {
    blobs = List.copyOf(blobs);
  }
}
