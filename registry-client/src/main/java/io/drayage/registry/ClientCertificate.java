package io.drayage.registry;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What this side proves its identity with in the TLS handshake: PEM files, read when the first TLS
 * connection is made.
 *
 * @param certificate the certificate, and behind it those that lead to the authority
 * @param key the private key, not encrypted: PKCS #8, PKCS #1 (RSA) or SEC 1 (EC)
 */
public record ClientCertificate(Path certificate, Path key) {
  public ClientCertificate {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(key);
  }
}
