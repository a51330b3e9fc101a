package io.drayage.storage.domain;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps the bytes of blobs under their digests. Nothing is under a digest before it is whole,
 * verified and on disk. Thread-safe. This interface stays small: every store has to implement it.
 */
public interface BlobStore {
  /** The blob, or nothing. */
  Optional<BlobContent> find(Digest digest) throws IOException;

  /**
   * Puts the bytes of a verified upload under their digest. Succeeds as well when there is such a
   * blob, which stays then.
   */
  void adopt(UploadId upload, Digest digest) throws IOException;

  /** Removes a blob; nothing happens when there is none. */
  void delete(Digest digest) throws IOException;
}
