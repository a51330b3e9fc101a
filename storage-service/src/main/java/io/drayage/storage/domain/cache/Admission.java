package io.drayage.storage.domain.cache;

import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.storage.domain.RefusedException;
import java.io.IOException;

/** Decides about an image before it is served for the first time. */
@FunctionalInterface
public interface Admission {
  /**
   * Lets a manifest in.
   *
   * @throws RefusedException when it may not be served, or not yet; the message says why and, if
   *     ever, from when on
   */
  void admit(RepositoryName repository, RawManifest manifest) throws IOException;
}
