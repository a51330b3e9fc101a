package io.drayage.storage.domain.access;

import io.drayage.storage.domain.RefusedException;
import java.util.Optional;

/** Finds out whose credentials these are. Thread-safe; may take its time. */
public interface Authenticator {
  /**
   * Whose they are.
   *
   * @return nothing when they are not right
   * @throws RefusedException when too many are being tried
   */
  Optional<Admission> authenticate(Credentials credentials);

  /** Who shows nothing. */
  Caller anonymous();
}
