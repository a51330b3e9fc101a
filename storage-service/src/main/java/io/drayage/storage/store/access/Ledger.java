package io.drayage.storage.store.access;

import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import java.util.function.BooleanSupplier;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes who may do what, and writes that down in the same transaction. Thread-safe. */
public final class Ledger {
  private final TransactionTemplate transactions;
  private final ChangeLog changes;

  public Ledger(TransactionTemplate transactions, ChangeLog changes) {
    this.transactions = transactions;
    this.changes = changes;
  }

  /**
   * Makes a change.
   *
   * @param change tells whether there was something to change; otherwise nothing is written down
   * @param words what was done, without secrets
   */
  boolean change(BooleanSupplier change, String words) {
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              boolean isChanged = change.getAsBoolean();
              if (isChanged) {
                changes.record(Change.of(Action.ACCESS_CHANGE, words));
              }
              return isChanged;
            }));
  }
}
