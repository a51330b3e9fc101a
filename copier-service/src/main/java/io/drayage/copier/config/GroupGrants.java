package io.drayage.copier.config;

import io.drayage.copier.domain.tenant.Tenancy;
import io.drayage.service.access.ApiToken.Grant;
import io.drayage.service.access.OidcAuthenticator;
import io.drayage.service.access.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What groups may do: what the settings say of them, or else what a tenant says. */
final class GroupGrants implements OidcAuthenticator.Grants {
  private final String provider;
  private final AccessProperties.Provider settings;
  private final Tenancy tenancy;

  GroupGrants(String provider, AccessProperties.Provider settings, Tenancy tenancy) {
    this.provider = provider;
    this.settings = settings;
    this.tenancy = tenancy;
  }

  @Override
  public Optional<Grant> of(Set<String> groups) {
    if (isIn(groups, settings.admins())) {
      return everywhere(Role.ADMIN);
    }
    if (isIn(groups, settings.operators())) {
      return everywhere(Role.OPERATOR);
    }
    if (isIn(groups, settings.readers())) {
      return everywhere(Role.READER);
    }
    return tenancy.grant(groups);
  }

  private boolean isIn(Set<String> groups, List<String> wanted) {
    return wanted.stream().anyMatch(group -> groups.contains(provider + ":" + group));
  }

  private static Optional<Grant> everywhere(Role role) {
    return Optional.of(new Grant(role, Optional.empty()));
  }
}
