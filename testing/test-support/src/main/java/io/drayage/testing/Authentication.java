package io.drayage.testing;

import java.util.Optional;

/** Whom a {@link MemoryRegistry} lets in. */
public sealed interface Authentication {

  /** Everybody. */
  record None() implements Authentication {}

  /** One user, by HTTP Basic. */
  record Basic(String user, String password) implements Authentication {}

  /**
   * One user, by tokens of the registry's own token endpoint (Docker's token protocol: GET with
   * Basic, or POST as OAuth 2).
   *
   * @param identityToken a refresh token that stands for the user, if there is one
   * @param anonymousPull whether nobody in particular gets tokens to pull with
   */
  record Bearer(
      String user, String password, Optional<String> identityToken, Anonymous anonymousPull)
      implements Authentication {}

  /** What a client without credentials may do. */
  enum Anonymous {
    PULLS,
    NOTHING
  }

  static Authentication none() {
    return new None();
  }

  static Authentication basic(String user, String password) {
    return new Basic(user, password);
  }

  /** Tokens, for this user only. */
  static Authentication bearer(String user, String password) {
    return new Bearer(user, password, Optional.empty(), Anonymous.NOTHING);
  }

  /** Tokens; anybody may pull, this user may push: Docker Hub. */
  static Authentication bearerWithAnonymousPull(String user, String password) {
    return new Bearer(user, password, Optional.empty(), Anonymous.PULLS);
  }

  /** Tokens, for this user or for who has the identity token. */
  static Authentication bearer(String user, String password, String identityToken) {
    return new Bearer(user, password, Optional.of(identityToken), Anonymous.NOTHING);
  }
}
