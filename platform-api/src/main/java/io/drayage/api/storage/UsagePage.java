package io.drayage.api.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much the repositories of a prefix need.
 *
 * @param prefix a repository with all below it; empty for all
 * @param repositoryCount how many there are
 * @param total of all of them; exclusive is what no repository outside needs
 * @param repositories a part of them, by name
 * @param next what to send as {@code after} for the next part; absent in the last one
 */
public record UsagePage(
    String prefix,
    int repositoryCount,
    Usage total,
    List<RepositoryUsage> repositories,
    @Nullable String next) {
  public UsagePage {
    repositories = List.copyOf(repositories);
  }

  /**
   * Sums over manifests and the blobs that they need, each blob counted once.
   *
   * @param exclusiveBytes what nothing else needs: what a deletion would free
   */
  public record Usage(
      long manifests, long blobs, long bytes, long exclusiveBytes, long sharedBytes) {}

  /** What one repository needs. */
  public record RepositoryUsage(String name, Usage usage) {}
}
