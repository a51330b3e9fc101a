package io.drayage.storage.domain.access;

import java.time.Duration;
import java.time.Instant;

/** Makes tokens of this registry. Thread-safe. */
@FunctionalInterface
public interface TokenSigner {
  SignedToken sign(TokenContent content);

  /** A token. */
  record SignedToken(String text, Instant issuedAt, Duration lifetime) {
    @Override
    public String toString() {
      return "SignedToken[text=***, issuedAt=%s, lifetime=%s]".formatted(issuedAt, lifetime);
    }
  }
}
