package io.drayage.copier.domain.audit;

import io.drayage.api.copier.AuditEntry;
import java.util.List;
import java.util.Optional;

/** Writes changes down. Thread-safe. */
public interface AuditLog {

  /**
   * Writes down, as part of the transaction of the change, what the current caller did.
   *
   * @param action such as {@code sync.put}
   * @param subject the name of what was changed
   */
  void add(String action, String subject, Change change);

  /** Those before a number, the last first. */
  List<AuditEntry> list(Filter filter, long before, int limit);

  /**
   * What something was and is; both are written as JSON and must hold no secrets.
   *
   * @param before nothing for what is new
   * @param after nothing for what is gone
   */
  record Change(Optional<?> before, Optional<?> after) {
    public static Change made(Object after) {
      return new Change(Optional.empty(), Optional.of(after));
    }

    public static Change gone(Object before) {
      return new Change(Optional.of(before), Optional.empty());
    }

    public static Change of(Optional<?> before, Object after) {
      return new Change(before, Optional.of(after));
    }
  }

  /** Which entries are wanted; those that fulfil everything that is not empty. */
  record Filter(Optional<String> author, Optional<String> action, Optional<String> subject) {}
}
