package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the tags of a removal, by repository and name.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record TrashedTags(List<TrashedTag> tags, @Nullable String next) {
  public TrashedTags {
    tags = List.copyOf(tags);
  }
}
