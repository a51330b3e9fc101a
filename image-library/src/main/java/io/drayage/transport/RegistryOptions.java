package io.drayage.transport;

import io.drayage.image.Credential;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command line, or an entry of a sync file, says about how to reach registries; it overrides
 * what is configured.
 *
 * @param credential used instead of the stored ones ({@code --creds}, {@code --no-creds} is {@link
 *     Credential.Anonymous}); never sent to a mirror on another host
 * @param certificateFolder used instead of certs.d ({@code --cert-dir})
 */
public record RegistryOptions(
    TlsVerification tlsVerification,
    Optional<Credential> credential,
    Optional<Path> certificateFolder) {

  /** Everything as configured. */
  public static final RegistryOptions CONFIGURED =
      new RegistryOptions(TlsVerification.CONFIGURED, Optional.empty(), Optional.empty());
}
