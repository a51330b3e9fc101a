package io.drayage.storage.domain.access;

import java.util.Optional;

/** Verifies signed tokens of one issuer. Thread-safe. */
@FunctionalInterface
public interface TokenVerifier {
  /** Whose it is; nothing when it is of another issuer, expired, or not right. */
  Optional<Admission> verify(String token);
}
