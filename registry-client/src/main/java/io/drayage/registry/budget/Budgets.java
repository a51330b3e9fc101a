package io.drayage.registry.budget;

import io.drayage.registry.Account;
import io.drayage.registry.AccountBudget;
import io.drayage.registry.RequestQuota;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The budgets of all accounts. No pull reads or writes the records: what was observed is exchanged
 * with other replicas now and then. Thread-safe.
 */
public final class Budgets {
  private final BudgetRecords records;
  private final double reserve;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, Budget> budgets = new ConcurrentHashMap<>();

  /**
   * @param reserve the share of an account's requests that only those get who wait, from 0 to 1
   */
  public Budgets(BudgetRecords records, double reserve, InstantSource clock) {
    this.records = records;
    this.reserve = reserve;
    this.clock = clock;
  }

  /** The budget of an account. */
  public Budget of(String account) {
    return budgets.computeIfAbsent(account, name -> new Budget(name, reserve, clock));
  }

  /**
   * The same budgets for clients, which spend of them what they ask registries for.
   *
   * @param urgency of all that the clients are used for
   */
  public AccountBudget forUse(Urgency urgency) {
    return new AccountBudget() {
      @Override
      public void acquire(Account account) throws IOException {
        of(account.name()).spend(urgency);
      }

      @Override
      public void observe(Account account, RequestQuota quota) {
        of(account.name()).observe(quota);
      }

      @Override
      public void refused(Account account, Optional<Duration> retryAfter) {
        of(account.name()).refused(retryAfter);
      }
    };
  }

  /** Tells the others what has changed here, and learns what has changed there. */
  public void exchange() {
    for (Budget budget : budgets.values()) {
      Optional<Budget.Level> change = budget.takeChange();
      change.ifPresent(level -> records.save(budget.account(), level));
    }
    List<String> accounts = List.copyOf(budgets.keySet());
    if (accounts.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Budget.Level> known : records.load(accounts).entrySet()) {
      of(known.getKey()).learn(known.getValue());
    }
  }
}
