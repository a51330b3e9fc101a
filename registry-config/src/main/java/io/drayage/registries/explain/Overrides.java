package io.drayage.registries.explain;

import io.drayage.image.Credential;
import java.util.Optional;

/**
 * What a command line says about reaching a registry, which beats the configuration.
 *
 * @param credential used for the registry that is named, and never for a mirror on another host
 */
public record Overrides(Verification verification, Optional<Credential> credential) {

  /** Nothing is overridden. */
  public static final Overrides NONE = new Overrides(Verification.CONFIGURED, Optional.empty());

  /** Whether certificates are verified. */
  public enum Verification {
    CONFIGURED,
    REQUIRED,
    SKIPPED
  }
}
