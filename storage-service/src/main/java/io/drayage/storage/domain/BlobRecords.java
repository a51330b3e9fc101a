package io.drayage.storage.domain;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.Optional;

/** Which blobs there are and from which repositories they may be fetched. */
public interface BlobRecords {
  /**
   * The size of a blob of a repository. A caller may rely on the blob for half of the review delay:
   * whoever is told that it exists does not upload it again.
   */
  Optional<Long> find(RepositoryPath repository, Digest digest);

  /**
   * Records a blob that was pushed, and ends its upload; durable when it returns.
   *
   * @throws RefusedException when the upload has ended meanwhile
   */
  void add(Arrival arrival, Placement placement) throws IOException;

  /**
   * Lets a repository have a blob of another one.
   *
   * @param from the other repository, or any that has it
   * @return whether there was such a blob
   */
  boolean mount(RepositoryPath repository, Digest digest, Optional<RepositoryPath> from);

  /** Whether a repository has it; it must not be part of a manifest there. */
  Unlinking unlink(RepositoryPath repository, Digest digest);

  /** A blob that was received whole. */
  record Arrival(RepositoryPath repository, UploadId upload, Digest digest, long size) {}

  /** Puts the bytes in place, while nobody can remove a blob of this digest. */
  @FunctionalInterface
  interface Placement {
    void place() throws IOException;
  }

  /** What became of a request to remove a blob from a repository. */
  enum Unlinking {
    UNLINKED,
    UNKNOWN,
    IN_USE
  }
}
