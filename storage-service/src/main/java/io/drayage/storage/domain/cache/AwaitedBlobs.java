package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import java.util.Collection;

/**
 * Which blobs the manifests of the cache name before they are here. A blob that has arrived is
 * protected by its manifest from then on, as any other.
 */
public interface AwaitedBlobs {
  /** Notes what a manifest names, before the manifest is stored. */
  void expect(RepositoryPath repository, Digest manifest, Collection<Digest> blobs);

  /** Ties a manifest that was stored to those of its blobs that are here. */
  void manifestStored(RepositoryPath repository, Digest manifest);

  /** Ties a blob that has arrived to the manifests that name it. */
  void blobStored(RepositoryPath repository, Digest blob);
}
