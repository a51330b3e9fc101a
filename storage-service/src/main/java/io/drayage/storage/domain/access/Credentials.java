package io.drayage.storage.domain.access;

/** What a request shows. */
public sealed interface Credentials {
  /** A name and a password (RFC 7617); the password may be a token as well. */
  record Password(String user, String password) implements Credentials {
    @Override
    public String toString() {
      return "Password[user=%s, password=***]".formatted(user);
    }
  }

  /** A token (RFC 6750). */
  record Bearer(String token) implements Credentials {
    @Override
    public String toString() {
      return "Bearer[token=***]";
    }
  }

  /** What {@code docker login} keeps in place of a password: good for tokens, and nothing else. */
  record Refresh(String token) implements Credentials {
    @Override
    public String toString() {
      return "Refresh[token=***]";
    }
  }
}
