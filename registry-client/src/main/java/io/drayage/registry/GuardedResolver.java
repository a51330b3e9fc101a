package io.drayage.registry;

import io.drayage.registry.address.AddressGuard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the HTTP library the addresses that it connects to, for every connection: to registries and
 * proxies, after redirects, for tokens. An address that is written out comes through here like a
 * name.
 */
final class GuardedResolver implements DnsResolver {
  private final AddressGuard guard;

  GuardedResolver(AddressGuard guard) {
    this.guard = guard;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return guard.addresses(host).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host; // asked for by authentication schemes that are turned off
  }
}
