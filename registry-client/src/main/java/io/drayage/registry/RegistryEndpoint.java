package io.drayage.registry;

import io.drayage.image.RegistryHost;
import java.util.Objects;

/**
 * A registry and how to reach it. {@code docker.io} is a name only: it is served by {@code
 * registry-1.docker.io}.
 */
public record RegistryEndpoint(RegistryHost host, TlsSettings tls, CredentialSource credentials) {
  public RegistryEndpoint {
    Objects.requireNonNull(host);
    Objects.requireNonNull(tls);
    Objects.requireNonNull(credentials);
  }

  // Written out to be linked at build time, see RegistryHost.
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof RegistryEndpoint that
            && host.equals(that.host)
            && tls.equals(that.tls)
            && credentials.equals(that.credentials));
  }

  @Override
  public int hashCode() {
    return host.hashCode();
  }
}
