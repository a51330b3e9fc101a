package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a tag, the newest change first.
 *
 * @param next what to send as {@code before} for older changes; absent when there are none
 */
public record TagHistory(
    String repository, String tag, List<TagChange> changes, @Nullable Long next) {
  public TagHistory {
    changes = List.copyOf(changes);
  }
}
