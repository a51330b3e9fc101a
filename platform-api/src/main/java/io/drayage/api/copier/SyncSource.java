package io.drayage.api.copier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images of one repository that a sync copies.
 *
 * @param repository such as {@code docker.io/library/alpine}
 * @param tags all when absent
 * @param platforms what is copied of an index, such as {@code linux/arm64}; everything when empty
 */
public record SyncSource(
    @Nullable String repository, @Nullable TagRules tags, List<String> platforms) {
  public SyncSource {
    platforms = platforms == null ? List.of() : List.copyOf(platforms);
  }
}
