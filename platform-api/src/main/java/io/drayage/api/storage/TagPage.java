package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the tags of a repository, by name.
 *
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record TagPage(String repository, List<TaggedImage> tags, @Nullable String next) {
  public TagPage {
    tags = List.copyOf(tags);
  }
}
