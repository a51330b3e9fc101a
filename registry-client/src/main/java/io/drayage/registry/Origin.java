package io.drayage.registry;

import io.drayage.image.RegistryHost;
import java.net.URI;
import java.util.Locale;

/** Scheme, host and port: the border that credentials do not cross. */
record Origin(String scheme, String host, int port) {

  /** Where a registry is served. Docker Hub's name is not its address. */
  static Origin of(String scheme, RegistryHost registry) {
    String authority = registry.isDockerHub() ? "registry-1.docker.io" : registry.value();
    return of(URI.create(scheme + "://" + authority));
  }

  static Origin of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : standardPort(scheme);
    return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  private static int standardPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  /** An address below this origin. */
  URI resolve(String pathAndQuery) {
    return URI.create(scheme + "://" + authority() + pathAndQuery);
  }

  /** {@code host}, and {@code :port} unless it is the scheme's own. */
  String authority() {
    return port == standardPort(scheme) ? host : host + ":" + port;
  }

  // Written out to be linked at build time, see RegistryHost.
  @Override
  public boolean equals(Object other) {
    return other instanceof Origin that
        && port == that.port
        && host.equals(that.host)
        && scheme.equals(that.scheme);
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
