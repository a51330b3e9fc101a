package io.drayage.registry;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which HTTP proxy stands between this side and registries.
 *
 * @param http for {@code http:} addresses: {@code http://[user:password@]host:port}
 * @param https for {@code https:} addresses, reached with CONNECT
 * @param exceptions hosts that are reached directly, in the form of {@code NO_PROXY}: {@code
 *     example.com} (and everything below it), {@code .example.com}, {@code host:port}, an address,
 *     a CIDR block, or {@code *}
 */
public record ProxySettings(Optional<URI> http, Optional<URI> https, List<String> exceptions) {
  public ProxySettings {
    Objects.requireNonNull(http);
    Objects.requireNonNull(https);
    exceptions = List.copyOf(exceptions);
  }

  /** Every host is reached directly. */
  public static ProxySettings none() {
    return new ProxySettings(Optional.empty(), Optional.empty(), List.of());
  }
}
