package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some changes, the last first.
 *
 * @param next what to give as {@code before} for the next page; absent on the last one
 */
public record AuditPage(List<AuditEntry> entries, @Nullable Long next) {
  public AuditPage {
    entries = List.copyOf(entries);
  }
}
