package io.drayage.transport;

import io.drayage.image.RepositoryName;

/** A source or destination whose content lies in a repository of a registry. */
public interface RepositoryContent {

  /**
   * The repository that is really read or written. For a source behind mirrors it is that of the
   * mirror which served the manifest, and before the manifest was read that of the registry itself.
   */
  RepositoryName repository();
}
