package io.drayage.storage.domain.quota;

import java.util.List;
import java.util.Optional;

/**
 * Keeps quotas. A push that would exceed one is refused with {@link
 * io.drayage.storage.domain.RefusalCode#QUOTA_EXCEEDED}; the use is counted in the transaction of
 * the push, so that many pushers together do not exceed it either. What is over a quota when that
 * is set stays.
 */
public interface Quotas {
  /** The most quotas that there can be. */
  int MAXIMUM = 1_000;

  /** All of them, by prefix. */
  List<Quota> all();

  Optional<Quota> find(String prefix);

  /**
   * Sets a quota. A new one counts what is there; meanwhile pushes wait.
   *
   * @return it with what is used
   */
  Quota put(String prefix, Quota.Limits limits);

  /** Removes a quota; false when there is none. */
  boolean remove(String prefix);
}
