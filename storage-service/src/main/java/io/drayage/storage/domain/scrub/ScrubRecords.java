package io.drayage.storage.domain.scrub;

import io.drayage.image.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the scrubber remembers, and how it looks at blobs while others push and delete them. */
public interface ScrubRecords {
  /** Something that one process at a time does. */
  @FunctionalInterface
  interface Turn {
    boolean take() throws IOException, InterruptedException;
  }

  /** A look at the bytes of a blob. */
  @FunctionalInterface
  interface Look {
    Condition take() throws IOException;
  }

  /** Moves the bytes of a blob aside. */
  @FunctionalInterface
  interface Removal {
    void setAside() throws IOException;
  }

  /** A blob as it was recorded; the size is in bytes. */
  record Expected(Digest digest, long size) {}

  /** Takes a turn unless another process is taking one; false then. */
  boolean exclusively(Turn turn) throws IOException, InterruptedException;

  ScrubProgress progress();

  void save(ScrubProgress progress);

  /** Blobs in the order of their digests, without those that are not served. */
  List<Expected> after(String digest, int limit);

  /**
   * Looks at a blob again while nobody can push or remove it. If it is not sound still and there is
   * a removal, its bytes are moved aside and it is not served any more, until it is pushed again.
   *
   * @return its condition; sound when it was removed or replaced meanwhile
   */
  Condition confirm(Digest digest, Look look, Optional<Removal> removal) throws IOException;

  /** Notes that a blob is not sound, and since when that is known. */
  void note(Digest digest, Condition condition, Instant now);

  /** Forgets what was noted of a blob. */
  void clear(Digest digest);

  /** Blobs that are not sound, the newest first, with the tags that need them. */
  List<Finding> findings(int limit);
}
