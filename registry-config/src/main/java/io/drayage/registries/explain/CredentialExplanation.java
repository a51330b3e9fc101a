package io.drayage.registries.explain;

import java.util.List;
import java.util.Optional;

/**
 * Where the credentials for a place come from. It never holds a secret.
 *
 * @param kind what is presented
 * @param origin the file, the helper or the command line
 * @param key what they are kept under there
 * @param failure why they cannot be looked up; the place fails then
 * @param warnings what was passed over
 */
public record CredentialExplanation(
    Kind kind,
    Optional<String> origin,
    Optional<String> key,
    Optional<String> failure,
    List<String> warnings) {

  public CredentialExplanation {
    warnings = List.copyOf(warnings);
  }

  /** What is presented to the registry. */
  public enum Kind {
    ANONYMOUS("anonymous"),
    PASSWORD("user and password"),
    IDENTITY_TOKEN("identity token"),
    REGISTRY_TOKEN("registry token");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Prints the words that the JSON uses. */
    @Override
    public String toString() {
      return text;
    }
  }
}
