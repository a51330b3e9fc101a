package io.drayage.standalone;

import io.drayage.service.access.Authenticator;
import io.drayage.service.access.Caller;
import io.drayage.service.access.Role;
import io.drayage.storage.domain.access.Credentials;
import java.util.Optional;

/**
 * Knows the administrators of the registry: they are those of the copier as well, so that one token
 * is enough for whoever runs both.
 */
final class RegistryAdministrators implements Authenticator {
  private final io.drayage.storage.domain.access.Authenticator registry;

  RegistryAdministrators(io.drayage.storage.domain.access.Authenticator registry) {
    this.registry = registry;
  }

  @Override
  public Optional<Caller> authenticate(String token) {
    return registry
        .authenticate(new Credentials.Bearer(token))
        .filter(admission -> admission.caller().isAdministrator())
        .map(admission -> new Caller(admission.caller().name(), Role.ADMIN, Optional.empty(), ""));
  }
}
