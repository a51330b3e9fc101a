package io.drayage.registry;

import io.drayage.registry.RequestObserver.Kind;
import java.io.IOException;
import java.util.Optional;

/** What the requests of one client take from the budgets of its accounts, and tell them. */
final class Spending {
  private final RegistryEndpoint endpoint;
  private final Credentials credentials;
  private final AccountBudget budget;

  Spending(RegistryEndpoint endpoint, Credentials credentials, AccountBudget budget) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.budget = budget;
  }

  /** Takes a request from the budget if the registry counts it, once for all its attempts. */
  void before(Call call) throws IOException {
    if (matters(call) && call.method().equals("GET")) {
      budget.acquire(account(call));
    }
  }

  /** Looks at what an answer says; HEAD is not counted and says it, too. */
  void after(Call call, Answer answer) throws IOException {
    if (!matters(call)) {
      return;
    }
    if (answer.status() == 429) {
      budget.refused(account(call), RetryAfter.of(answer));
      return;
    }
    Optional<String> limit = answer.header("RateLimit-Limit");
    Optional<String> remaining = answer.header("RateLimit-Remaining");
    if (limit.isPresent() && remaining.isPresent()) {
      Optional<RequestQuota> quota = RequestQuota.parse(limit.get(), remaining.get());
      if (quota.isPresent()) {
        budget.observe(account(call), quota.get());
      }
    }
  }

  private boolean matters(Call call) {
    return !budget.equals(AccountBudget.UNLIMITED) && call.kind() == Kind.MANIFEST;
  }

  private Account account(Call call) throws IOException {
    return Account.of(endpoint.host(), credentials.of(call.repository()));
  }
}
