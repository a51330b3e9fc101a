package io.drayage.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a connection to a registry is secured.
 *
 * @param authorities PEM files with certificates that are trusted besides those of the Java runtime
 * @param clientCertificate shown to the registry only, never to a host that it redirects to
 */
public record TlsSettings(
    TlsVerification verification,
    List<Path> authorities,
    Optional<ClientCertificate> clientCertificate) {

  public TlsSettings {
    Objects.requireNonNull(verification);
    Objects.requireNonNull(clientCertificate);
    authorities = List.copyOf(authorities);
  }

  /** Verified by the authorities of the Java runtime. */
  public static TlsSettings verified() {
    return new TlsSettings(TlsVerification.REQUIRED, List.of(), Optional.empty());
  }

  /** Not verified, or not even encrypted. */
  public static TlsSettings unverified() {
    return new TlsSettings(TlsVerification.SKIPPED, List.of(), Optional.empty());
  }
}
