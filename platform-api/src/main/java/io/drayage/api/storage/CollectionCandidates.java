package io.drayage.api.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blobs that wait for their review, the one that is due first in front: what the next collections
 * would remove and what not.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record CollectionCandidates(List<Candidate> blobs, @Nullable String next) {
  public CollectionCandidates {
    blobs = List.copyOf(blobs);
  }

  /**
   * A blob.
   *
   * @param reviewAfter when it is looked at
   * @param need {@code needed} or {@code unneeded}: whether a manifest needs it now
   */
  public record Candidate(String digest, long bytes, Instant reviewAfter, String need) {}
}
