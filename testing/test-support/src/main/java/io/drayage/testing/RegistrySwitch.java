package io.drayage.testing;

/** A way in which a real registry differs from the specification's ideal one. All are off. */
public enum RegistrySwitch {
  /** The referrers API answers 404 and no {@code OCI-Subject} is sent: distribution 2 and 3. */
  NO_REFERRERS,
  /** The referrers API fails for an unknown reason: 403. */
  REFERRERS_FAIL,
  /** The tags of a repository may not be listed: 403. */
  NO_TAG_LIST,
  /** {@code mount=} always opens an upload instead. */
  REFUSES_MOUNTS,
  /** A tag that exists cannot be put again, not even with the same manifest: Harbor, Quay. */
  IMMUTABLE_TAGS,
  /** Manifests may name blobs and manifests that are not there. */
  ACCEPTS_DANGLING_MANIFESTS,
  /** No {@code Docker-Content-Digest} header anywhere. */
  NO_DIGEST_HEADER,
  /** {@code Location} is a whole URL rather than a path. */
  ABSOLUTE_LOCATION,
  /** Ranges are ignored: the answer is 200 with everything. */
  IGNORES_RANGE,
  /** {@code POST …/uploads/?digest=} opens an upload instead of taking the body. */
  NO_MONOLITHIC_POST,
  /** Nothing can be deleted: 405. */
  NO_DELETE,
  /** A tag cannot be deleted, a digest can: distribution 2. */
  NO_TAG_DELETE,
  /** Nothing can be written: 405, a pull-through cache. */
  READ_ONLY,
  /** The catalog answers 401, as Docker Hub's. */
  NO_CATALOG,
  /** HEAD of a manifest answers 405. */
  NO_MANIFEST_HEAD
}
