package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a plan.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record RetentionItems(List<RetentionItem> items, @Nullable String next) {
  public RetentionItems {
    items = List.copyOf(items);
  }
}
