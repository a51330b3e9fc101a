package io.drayage.storage.domain;

import io.drayage.image.Digest;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import java.util.Optional;

/** The manifests of repositories and the tags that point to them. */
public interface ManifestRecords {
  Optional<RawManifest> find(RepositoryPath repository, Digest digest);

  Optional<Digest> resolve(RepositoryPath repository, Tag tag);

  /**
   * Stores a manifest and its tag in one step, in which none of its blobs can be removed.
   *
   * @throws RefusedException when content that it needs is not in the repository
   */
  void put(RepositoryPath repository, PushedManifest manifest);

  /** Removes a manifest and its tags; false when there is none. */
  boolean delete(RepositoryPath repository, Digest digest);

  /** Removes a tag alone; false when there is none. */
  boolean delete(RepositoryPath repository, Tag tag);
}
