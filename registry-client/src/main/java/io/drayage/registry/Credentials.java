package io.drayage.registry;

import io.drayage.image.Credential;
import io.drayage.image.RepositoryName;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** Asks for the credential of a repository once. A failure is not kept. */
final class Credentials {
  private final RegistryEndpoint endpoint;
  private final ConcurrentMap<Optional<RepositoryName>, Credential> known =
      new ConcurrentHashMap<>();
  private final ReentrantLock asking = new ReentrantLock();

  Credentials(RegistryEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  Credential of(Optional<RepositoryName> repository) throws IOException {
    Credential found = known.get(repository);
    if (found != null) {
      return found;
    }
    asking.lock();
    try {
      Credential again = known.get(repository);
      if (again != null) {
        return again;
      }
      Credential asked =
          repository.isPresent()
              ? endpoint.credentials().credential(repository.get())
              : endpoint.credentials().credential(endpoint.host());
      known.put(repository, asked);
      return asked;
    } finally {
      asking.unlock();
    }
  }
}
