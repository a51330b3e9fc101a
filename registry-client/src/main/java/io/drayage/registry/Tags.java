package io.drayage.registry;

import io.drayage.image.Tag;
import java.util.List;

/**
 * The tags of a repository, in the order of the registry.
 *
 * @param skipped what the registry listed that is no tag; empty and null entries are left out
 *     without a trace
 */
public record Tags(List<Tag> tags, List<String> skipped) {
  public Tags {
    tags = List.copyOf(tags);
    skipped = List.copyOf(skipped);
  }
}
