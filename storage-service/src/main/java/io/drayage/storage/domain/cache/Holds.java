package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;
import java.util.Collection;

/** Images that were asked for before they may be served. */
public interface Holds {
  /**
   * Notes that an image was asked for, and tells when that was for the first time.
   *
   * @param servedFrom when it is served if this is the first time
   */
  Hold note(RepositoryPath repository, Digest manifest, Instant now, Instant servedFrom);

  /** Lets manifests be served whatever their age. */
  void release(RepositoryPath repository, Collection<Digest> manifests, Instant now);

  /**
   * An image and when it was first asked for.
   *
   * @param released whether it may be served whatever its age
   */
  record Hold(Instant since, boolean released) {}
}
