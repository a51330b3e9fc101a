package io.drayage.transport;

import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.registry.RegistryClient;

/** An image at a registry that is really contacted. */
record RegistryPoint(RegistryClient client, Reference reference) {

  RepositoryName repository() {
    return reference.repository();
  }

  DigestReference at(Digest digest) {
    return new DigestReference(reference.repository(), digest);
  }
}
