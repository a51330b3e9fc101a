package io.drayage.transport.daemon;

import io.drayage.image.InvalidFormatException;
import io.drayage.registry.TlsDetails;
import io.drayage.registry.TlsVerification;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a Docker engine listens.
 *
 * @param host {@code unix:///path}, {@code tcp://host:port} or {@code https://host:port} (both with
 *     TLS), or {@code http://host:port}
 * @param certificates a folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}
 * @param verification whether the engine's certificate is verified
 * @param details what the TLS handshake may agree on
 */
public record DaemonEndpoint(
    URI host, Optional<Path> certificates, TlsVerification verification, TlsDetails details) {
  private static final String STANDARD = "unix:///var/run/docker.sock";

  /** The engine of this machine. */
  public static DaemonEndpoint standard() {
    return parse(STANDARD);
  }

  /**
   * Reads an address.
   *
   * @throws InvalidFormatException when it is none, or of an unknown kind
   */
  public static DaemonEndpoint parse(String host) {
    try {
      URI uri = URI.create(host);
      boolean valid =
          switch (String.valueOf(uri.getScheme())) {
            case "unix" -> uri.getPath() != null && !uri.getPath().isEmpty();
            case "tcp", "https", "http" -> uri.getHost() != null && uri.getPort() > 0;
            default -> false;
          };
      if (valid) {
        return new DaemonEndpoint(
            uri, Optional.empty(), TlsVerification.REQUIRED, TlsDetails.standard());
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidFormatException(complaint(host), e);
    }
    throw new InvalidFormatException(complaint(host));
  }

  private static String complaint(String host) {
    return "unable to parse docker host \"%s\": expected unix:///path, tcp://host:port, https://host:port or http://host:port"
        .formatted(host);
  }

  /** The same engine, reached with these certificates. */
  public DaemonEndpoint with(Path folder) {
    return new DaemonEndpoint(host, Optional.of(folder), verification, details);
  }

  /** The same engine, whose certificate is verified or not. */
  public DaemonEndpoint with(TlsVerification other) {
    return new DaemonEndpoint(host, certificates, other, details);
  }

  /** The same engine, by other rules of TLS. */
  public DaemonEndpoint with(TlsDetails other) {
    return new DaemonEndpoint(host, certificates, verification, other);
  }

  boolean isUnix() {
    return host.getScheme().equals("unix");
  }

  boolean isEncrypted() {
    return host.getScheme().equals("tcp") || host.getScheme().equals("https");
  }

  @Override
  public String toString() {
    return host.toString();
  }
}
