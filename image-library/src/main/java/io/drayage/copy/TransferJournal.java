package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.registry.UploadMark;
import java.util.Optional;

/**
 * Remembers how far blobs on their way to registries are, so that whoever copies them next goes on
 * inside the blob. It is a memory, not the truth: an entry may be wrong or out of date, which costs
 * a request. An entry belongs to one registry, repository and digest, and is of no use to another.
 *
 * <p>Called at the ends of chunks while blobs are moved, so it must be quick; it must not throw.
 * What it holds lets write to a repository: it is as secret as a credential. Thread-safe.
 */
public interface TransferJournal {

  /** The newest mark of a blob that is on its way to a repository. */
  Optional<UploadMark> find(RepositoryName repository, Digest blob);

  /** So much of the blob is in the repository; takes the place of earlier marks. */
  void mark(RepositoryName repository, Digest blob, UploadMark mark);

  /** The blob arrived, or what was known of it is worthless. Does nothing if there is no mark. */
  void forget(RepositoryName repository, Digest blob);
}
