package io.drayage.api.copier;

/**
 * A token that was made.
 *
 * @param secret what its owner sends as {@code Authorization: Bearer …}; it is shown this once
 */
public record IssuedToken(TokenResource token, String secret) {
  @Override
  public String toString() {
    return "IssuedToken[token=%s, secret=***]".formatted(token);
  }
}
