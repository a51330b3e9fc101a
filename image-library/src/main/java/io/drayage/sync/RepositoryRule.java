package io.drayage.sync;

import io.drayage.image.Platform;
import io.drayage.image.RepositoryName;
import java.util.List;
import java.util.Objects;

/**
 * One repository of a sync file.
 *
 * @param platforms the platforms that are copied of an index; empty for what the run says
 * @param where the file and line of the entry, for messages
 */
public record RepositoryRule(
    RepositoryName repository, TagSelection tags, List<Platform> platforms, String where) {
  public RepositoryRule {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(tags);
    platforms = List.copyOf(platforms);
    Objects.requireNonNull(where);
  }
}
