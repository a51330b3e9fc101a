package io.drayage.registry;

import io.drayage.registry.address.AddressBlock;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Which hosts are reached through a proxy. This machine itself never is. */
final class ProxyRoutes implements HttpRoutePlanner {
  private final ProxySettings settings;

  ProxyRoutes(ProxySettings settings) {
    this.settings = settings;
  }

  @Override
  public HttpRoute determineRoute(HttpHost target, HttpContext context) {
    boolean secure = target.getSchemeName().equalsIgnoreCase("https");
    int port = target.getPort() >= 0 ? target.getPort() : secure ? 443 : 80;
    var origin =
        new Origin(secure ? "https" : "http", target.getHostName().toLowerCase(Locale.ROOT), port);
    HttpHost resolved = new HttpHost(origin.scheme(), target.getHostName(), port);
    Optional<URI> proxy = proxyFor(origin);
    return proxy.isEmpty()
        ? new HttpRoute(resolved, null, secure)
        : new HttpRoute(resolved, null, hostOf(proxy.get()), secure);
  }

  static HttpHost hostOf(URI proxy) {
    int port = proxy.getPort() >= 0 ? proxy.getPort() : 80;
    return new HttpHost("http", proxy.getHost(), port);
  }

  /** The proxy in front of an origin; empty when it is reached directly. */
  Optional<URI> proxyFor(Origin origin) {
    Optional<URI> proxy = origin.isSecure() ? settings.https() : settings.http();
    if (proxy.isEmpty() || isThisMachine(origin.host())) {
      return Optional.empty();
    }
    boolean excepted = settings.exceptions().stream().anyMatch(e -> matches(e.strip(), origin));
    return excepted ? Optional.empty() : proxy;
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost")
        || AddressBlock.literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  private static boolean matches(String exception, Origin origin) {
    if (exception.isEmpty()) {
      return false;
    }
    if (exception.equals("*")) {
      return true;
    }
    String pattern = exception.toLowerCase(Locale.ROOT);
    if (pattern.indexOf('/') > 0) {
      Optional<InetAddress> address = AddressBlock.literal(origin.host());
      return address.isPresent()
          && AddressBlock.parse(pattern).filter(b -> b.contains(address.get())).isPresent();
    }
    String port = ":" + origin.port();
    if (pattern.endsWith(port) && AddressBlock.literal(pattern).isEmpty()) {
      pattern = pattern.substring(0, pattern.length() - port.length());
    }
    String bare = origin.host().replace("[", "").replace("]", "");
    if (pattern.replace("[", "").replace("]", "").equals(bare)) {
      return true;
    }
    String suffix = pattern.startsWith("*.") ? pattern.substring(1) : pattern;
    return bare.endsWith(suffix.startsWith(".") ? suffix : "." + suffix);
  }
}
