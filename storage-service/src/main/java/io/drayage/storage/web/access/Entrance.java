package io.drayage.storage.web.access;

import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.access.Caller;
import io.drayage.storage.domain.access.Credentials;
import io.drayage.storage.domain.access.KnownCallers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Finds out who sends a request, and tells others how to show it. Thread-safe. */
public interface Entrance extends KnownCallers {
  /** Of a registry without users. */
  Entrance OPEN =
      new Entrance() {
        @Override
        public Caller caller(HttpServletRequest request) {
          return Caller.ANYBODY;
        }

        @Override
        public Caller caller(Credentials credentials) {
          return Caller.ANYBODY;
        }

        @Override
        public void forget() {
          // Nobody is remembered.
        }

        @Override
        public boolean isOpen() {
          return true;
        }

        @Override
        public void challenge(
            HttpServletRequest request, HttpServletResponse response, Optional<Scope> scope) {
          throw new IllegalStateException("everybody may do everything");
        }
      };

  /**
   * Who sends a request: somebody, or the anonymous caller when it has no credentials.
   *
   * @throws RefusedException when its credentials are not right
   */
  Caller caller(HttpServletRequest request);

  /**
   * Whose credentials these are.
   *
   * @throws RefusedException when they are not right
   */
  Caller caller(Credentials credentials);

  /** Whether everybody may do everything, so that nobody need be asked. */
  default boolean isOpen() {
    return false;
  }

  /**
   * Adds the header of an answer with status 401 that says which credentials are wanted (RFC 9110,
   * 11.6.1).
   *
   * @param scope what the caller's token lacks, or what a token would be for
   */
  void challenge(HttpServletRequest request, HttpServletResponse response, Optional<Scope> scope);
}
