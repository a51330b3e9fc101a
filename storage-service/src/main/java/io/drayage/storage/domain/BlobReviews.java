package io.drayage.storage.domain;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** The queue of blobs that may have lost their last reference. */
public interface BlobReviews {
  /** Blobs whose time has come, the oldest first. */
  List<Digest> due(int limit);

  /**
   * Looks at one blob: when its time has come and no manifest needs it, it is doomed, and from then
   * on nobody is told that it exists. A push of the same bytes revives it.
   */
  Verdict review(Digest digest);

  /** Blobs that are doomed. */
  List<Digest> doomed(int limit);

  /**
   * Removes a doomed blob for good, unless it was revived meanwhile.
   *
   * @param removal removes the bytes, while nobody can push them
   * @return how many bytes it had, or nothing when it was not removed
   */
  OptionalLong remove(Digest digest, BlobRecords.Placement removal) throws IOException;

  /** What a look at a blob told. */
  enum Verdict {
    /** A manifest needs it. */
    NEEDED,
    /** Its time has not come, or somebody is working with it. */
    POSTPONED,
    DOOMED
  }
}
