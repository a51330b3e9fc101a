package io.drayage.image;

import java.util.Objects;

/** What proves to a registry who is asking. Secrets never appear in {@code toString}. */
public sealed interface Credential {

  /** A name and a password, for basic authentication or to be exchanged for a token. */
  record UsernamePassword(String username, String password) implements Credential {
    public UsernamePassword {
      Objects.requireNonNull(username);
      Objects.requireNonNull(password);
    }

    @Override
    public String toString() {
      return "UsernamePassword[" + username + ", ***]";
    }
  }

  /** An OAuth2 refresh token ({@code identitytoken} in auth.json), exchanged for access tokens. */
  record IdentityToken(String token) implements Credential {
    public IdentityToken {
      Objects.requireNonNull(token);
    }

    @Override
    public String toString() {
      return "IdentityToken[***]";
    }
  }

  /** A bearer token that the registry accepts as it is ({@code --registry-token}). */
  record RegistryToken(String token) implements Credential {
    public RegistryToken {
      Objects.requireNonNull(token);
    }

    @Override
    public String toString() {
      return "RegistryToken[***]";
    }
  }

  /** Nobody: pull and push what is open to everyone. */
  record Anonymous() implements Credential {}
}
