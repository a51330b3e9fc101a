package io.drayage.copy;

import java.util.OptionalInt;

/**
 * How the blobs of an image are moved.
 *
 * @param atOnce how many at the same time at most; empty leaves it to what the registries can take
 */
public record TransferRule(OptionalInt atOnce, ChangedLayers changedLayers) {
  /** As many as the registries can take, and nothing on disk. */
  public static final TransferRule STANDARD =
      new TransferRule(OptionalInt.empty(), ChangedLayers.SENT_AT_ONCE);

  /** When a layer that is changed on its way is sent. */
  public enum ChangedLayers {
    /** While it is made. */
    SENT_AT_ONCE,
    /**
     * When it is whole and the destination does not have it; until then it lies in the temporary
     * folder ({@code --dest-precompute-digests}).
     */
    SENT_WHEN_MISSING
  }

  public TransferRule {
    if (atOnce.isPresent() && atOnce.getAsInt() < 1) {
      throw new IllegalArgumentException("at least one blob must be moved at a time");
    }
  }
}
