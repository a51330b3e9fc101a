package io.drayage.copy;

import io.drayage.image.Digest;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import java.util.List;

/**
 * Remembers which repositories of a registry hold a blob, so that it can be mounted from there. It
 * is a memory, not the truth: an entry may be wrong or out of date, which costs a failed mount.
 * Thread-safe.
 */
public interface BlobLocations {

  /** Repositories that are believed to hold the blob, the most promising first; few. */
  List<RepositoryName> repositoriesWith(RegistryHost registry, Digest blob);

  /** The blob was seen in the repository. */
  void add(RepositoryName repository, Digest blob);

  /** The blob was expected in the repository and was not there. */
  void remove(RepositoryName repository, Digest blob);
}
