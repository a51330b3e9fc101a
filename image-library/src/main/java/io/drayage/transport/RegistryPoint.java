package io.drayage.transport;

import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.registry.RegistryClient;
import java.util.Optional;

/** An image at a registry that is contacted, unless that is refused. */
record RegistryPoint(RegistryClient connection, Reference reference, Optional<String> refusal) {

  /**
   * The registry.
   *
   * @throws BlockedRegistryException when it may not be contacted
   */
  RegistryClient client() throws BlockedRegistryException {
    if (refusal.isPresent()) {
      throw new BlockedRegistryException(refusal.get());
    }
    return connection;
  }

  RepositoryName repository() {
    return reference.repository();
  }

  DigestReference at(Digest digest) {
    return new DigestReference(reference.repository(), digest);
  }
}
