package io.drayage.registries;

import io.drayage.image.Credential;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a search for credentials.
 *
 * @param warnings what was skipped on the way, for the user; without secrets
 */
public record CredentialLookup(Optional<FoundCredential> found, List<String> warnings) {

  public CredentialLookup {
    warnings = List.copyOf(warnings);
  }

  /** What to present to the registry. */
  public Credential credential() {
    return found.map(FoundCredential::credential).orElseGet(Credential.Anonymous::new);
  }
}
