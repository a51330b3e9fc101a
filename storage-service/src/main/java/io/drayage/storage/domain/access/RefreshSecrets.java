package io.drayage.storage.domain.access;

import java.time.Instant;
import java.util.Optional;

/** Secrets that users' clients keep in place of their passwords. */
public interface RefreshSecrets {
  /**
   * Keeps one. Of one user the most recent hundred are kept.
   *
   * @param mark of the password that it stands for, see {@link Passwords.Known#mark}
   */
  void add(String user, String mark, Secret secret, Instant expires);

  /** The user and the mark that it was made for, if it has not expired. */
  Optional<Holder> find(Secret secret, Instant now);

  /** Whose a secret is. */
  record Holder(String user, String mark) {}
}
