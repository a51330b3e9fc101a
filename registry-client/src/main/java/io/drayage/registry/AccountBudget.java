package io.drayage.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The requests that registries allow accounts in a time, shared by all who use the account. GETs of
 * manifests are what registries count. Thread-safe.
 */
public interface AccountBudget {
  /** Asks for nothing and learns nothing. */
  AccountBudget UNLIMITED =
      new AccountBudget() {
        @Override
        public void acquire(Account account) {}

        @Override
        public void observe(Account account, RequestQuota quota) {}

        @Override
        public void refused(Account account, Optional<Duration> retryAfter) {}
      };

  /**
   * Takes one request; may wait a moment for it.
   *
   * @throws RegistryException.RateLimited when there is none; it says when there may be one
   */
  void acquire(Account account) throws IOException;

  /** An answer said how many requests are left. */
  void observe(Account account, RequestQuota quota);

  /**
   * A request was refused because there were too many.
   *
   * @param retryAfter how long the registry wants to be left alone, if it says that
   */
  void refused(Account account, Optional<Duration> retryAfter);
}
