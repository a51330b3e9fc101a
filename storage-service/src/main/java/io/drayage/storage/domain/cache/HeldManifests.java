package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;
import java.util.Optional;

/** What {@link Holds} keep back, for whoever decides about it. */
public interface HeldManifests {
  /** Images whose time has not come, by repository and digest. */
  Page<Entry> list(Instant now, Page.Request request);

  /**
   * Lets one of them be served whatever its age, and writes that down for the audit.
   *
   * @return whether it was kept back
   */
  boolean release(RepositoryPath repository, Digest manifest);

  /**
   * One of them.
   *
   * @param askedAt when somebody asked for it for the first time
   * @param servedFrom when its time comes, as far as that is known
   */
  record Entry(
      RepositoryPath repository, Digest digest, Instant askedAt, Optional<Instant> servedFrom) {}
}
