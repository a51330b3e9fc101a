package io.drayage.storage.store;

import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Changes settings and writes that down in the same transaction. Thread-safe. */
final class SettingLedger {
  private final Database database;
  private final ChangeLog changes;

  SettingLedger(Database database, ChangeLog changes) {
    this.database = database;
    this.changes = changes;
  }

  /** Sets something; the words say what. */
  <T> T set(Supplier<T> setting, String words) {
    return database.inTransaction(
        () -> {
          T result = setting.get();
          changes.record(Change.of(Action.SETTING_CHANGE, words));
          return result;
        });
  }

  /** Removes something; nothing is written down when it was not there. */
  boolean remove(BooleanSupplier removal, String words) {
    return database.inTransaction(
        () -> {
          boolean removed = removal.getAsBoolean();
          if (removed) {
            changes.record(Change.of(Action.SETTING_CHANGE, words));
          }
          return removed;
        });
  }
}
