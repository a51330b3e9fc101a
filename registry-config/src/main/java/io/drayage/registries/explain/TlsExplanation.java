package io.drayage.registries.explain;

import io.drayage.registries.RegistryCertificates;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the connection to a registry is secured.
 *
 * @param mode whether certificates are verified
 * @param reason the setting that says so
 * @param folder the folder of {@code certs.d} that counts for the registry
 */
public record TlsExplanation(
    Mode mode, String reason, Optional<Path> folder, RegistryCertificates certificates) {

  /** Whether certificates are verified. */
  public enum Mode {
    /** Only https, with verified certificates. */
    VERIFIED("verified"),
    /** https without verification, and http when there is no https. */
    INSECURE("insecure");

    private final String text;

    Mode(String text) {
      this.text = text;
    }

    /** Prints the word that the JSON uses. */
    @Override
    public String toString() {
      return text;
    }
  }
}
