package io.drayage.storage.domain.access;

import java.util.Optional;

/** Users with passwords. */
public interface Passwords {
  /**
   * The user, if the password is his. An unknown user takes as long as a wrong password.
   *
   * @throws io.drayage.storage.domain.RefusedException when too many are being tried
   */
  Optional<Identity> check(String user, String password);

  /** The user, and a mark of his password that changes with it. */
  Optional<Known> find(String user);

  /**
   * A user.
   *
   * @param mark tells one password from the next and nothing about either
   */
  record Known(Identity identity, String mark) {}
}
