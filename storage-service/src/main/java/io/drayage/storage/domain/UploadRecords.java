package io.drayage.storage.domain;

import java.time.Instant;
import java.util.List;

/** Which uploads there are, and to which repository each belongs. */
public interface UploadRecords {
  void add(RepositoryPath repository, UploadId upload, Instant now);

  /** Whether this repository has this upload; notes that it is being used. */
  boolean touch(RepositoryPath repository, UploadId upload, Instant now);

  void remove(UploadId upload);

  /** It has become a blob, and {@link BlobRecords#add} took it out of the records. */
  void ended(UploadId upload);

  /** Takes uploads that nobody used since a time out of the records. */
  List<UploadId> removeUnusedSince(Instant time);

  /** Whether it is recorded for any repository. */
  boolean exists(UploadId upload);
}
