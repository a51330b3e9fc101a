package io.drayage.storage.domain;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import java.util.Optional;

/** What there is, in lists: distribution specification 1.1, "Content discovery". */
public interface Listings {
  /** Repositories that have manifests, by name. */
  Page<String> repositories(Page.Request request);

  /**
   * Tags by name.
   *
   * @return nothing when there is no such repository
   */
  Optional<Page<String>> tags(RepositoryPath repository, Page.Request request);

  /**
   * Manifests that have a subject, by digest; of one artifact type or of all. A page holds fewer
   * than asked for when their annotations would make it larger than a manifest may be.
   */
  Page<Descriptor> referrers(
      RepositoryPath repository,
      Digest subject,
      Optional<MediaType> artifactType,
      Page.Request request);
}
