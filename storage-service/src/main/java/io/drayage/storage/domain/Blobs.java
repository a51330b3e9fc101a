package io.drayage.storage.domain;

import io.drayage.image.Digest;
import java.io.IOException;
import java.util.Optional;

/** Pulls, mounts and deletes of blobs: distribution specification 1.1, end-2, 10 and 11. */
public final class Blobs {
  private final BlobRecords records;
  private final BlobStore store;

  public Blobs(BlobRecords records, BlobStore store) {
    this.records = records;
    this.store = store;
  }

  /** The length of a blob in bytes. */
  public long size(RepositoryPath repository, Digest digest) {
    return records.find(repository, digest).orElseThrow(() -> unknown(repository, digest));
  }

  public BlobContent get(RepositoryPath repository, Digest digest) throws IOException {
    size(repository, digest);
    return store.find(digest).orElseThrow(() -> unknown(repository, digest));
  }

  /** Whether the blob could be mounted; otherwise it has to be uploaded. */
  public boolean mount(RepositoryPath repository, Digest digest, Optional<RepositoryPath> from) {
    return records.mount(repository, digest, from);
  }

  /** Takes a blob out of a repository; the bytes go when no repository needs them. */
  public void delete(RepositoryPath repository, Digest digest) {
    switch (records.unlink(repository, digest)) {
      case UNLINKED -> {}
      case UNKNOWN -> throw unknown(repository, digest);
      case IN_USE ->
          throw new RefusedException(
              RefusalCode.UNSUPPORTED,
              "the blob %s is part of a manifest in %s; delete the manifest first"
                  .formatted(digest, repository));
    }
  }

  private static RefusedException unknown(RepositoryPath repository, Digest digest) {
    return new RefusedException(
        RefusalCode.BLOB_UNKNOWN, "the repository %s has no blob %s".formatted(repository, digest));
  }
}
