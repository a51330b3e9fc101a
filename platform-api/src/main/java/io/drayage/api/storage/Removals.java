package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in the trash, the newest first.
 *
 * @param next what to send as {@code before} for older ones; absent when there are none
 */
public record Removals(List<Removal> removals, @Nullable Long next) {
  public Removals {
    removals = List.copyOf(removals);
  }
}
