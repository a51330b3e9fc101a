package io.drayage.service.access;

import java.util.Optional;

/** Knows some callers by the tokens that they show (RFC 6750). Thread-safe. */
@FunctionalInterface
public interface Authenticator {
  /**
   * Whose token it is; empty when it is not a good one of the kind that is known here.
   *
   * @throws io.drayage.api.ProblemException when it is good and yet says not clearly who he is
   */
  Optional<Caller> authenticate(String token);
}
