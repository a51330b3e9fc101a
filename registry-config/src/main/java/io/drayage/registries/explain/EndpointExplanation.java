package io.drayage.registries.explain;

import io.drayage.image.Reference;
import io.drayage.registries.Position;
import java.util.Locale;
import java.util.Optional;

/**
 * A place that an image could be read from.
 *
 * @param state whether it is asked
 * @param reason the rule that decided
 * @param access how it is reached; only for places that are asked
 * @param contact what it answered, when it was asked
 */
public record EndpointExplanation(
    Place place, State state, String reason, Optional<Access> access, Optional<Contact> contact) {

  /**
   * Where it is.
   *
   * @param reference the rewritten reference; empty when the rewrite fails
   * @param location what the configuration calls it
   * @param origin where the configuration names it; empty when the reference is taken as it is
   */
  public record Place(
      Role role, Optional<Reference> reference, String location, Optional<Position> origin) {}

  /** How it is reached. */
  public record Access(TlsExplanation tls, CredentialExplanation credentials) {}

  /** What it is to the image. */
  public enum Role {
    MIRROR,
    PRIMARY;

    /** Prints the word that the JSON uses. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it is asked. */
  public enum State {
    /** It is asked when those before it fail. */
    ASKED,
    /** It does not serve this kind of reference. */
    EXCLUDED,
    /** Nothing may be asked there. */
    BLOCKED,
    /** It did not answer lately. */
    LEFT_OUT,
    /** Its name or its certificates are not valid; this fails the whole image. */
    INVALID;

    /** Prints the word that the JSON uses. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The same place with what it answered. */
  public EndpointExplanation with(Contact answer) {
    return new EndpointExplanation(place, state, reason, access, Optional.of(answer));
  }
}
