package io.drayage.registry.budget;

import java.util.Collection;
import java.util.Map;

/** Where replicas tell each other what they know of the budgets they share. */
public interface BudgetRecords {
  /** What is known of some accounts. */
  Map<String, Budget.Level> load(Collection<String> accounts);

  void save(String account, Budget.Level level);
}
