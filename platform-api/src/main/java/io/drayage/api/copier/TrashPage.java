package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the trash, what was removed last first.
 *
 * @param next what to send as {@code before} for the next part; absent in the last one
 */
public record TrashPage(List<TrashEntry> entries, @Nullable Long next) {
  public TrashPage {
    entries = List.copyOf(entries);
  }
}
