package io.drayage.transport;

import java.io.IOException;
import java.util.Optional;

/** A source whose registry may tell more than the protocol has, in a REST API of its own. */
public interface RegistryExtensions {

  /**
   * Asks the place that served the manifest, with the credential for its {@link
   * RepositoryContent#repository()}.
   *
   * @param path from the root of the registry, with its query
   * @return the JSON of the answer; empty when the registry has no such path
   * @throws ContentNotFoundException when it has, and knows nothing of what was asked about
   */
  Optional<byte[]> extension(String path) throws IOException;
}
