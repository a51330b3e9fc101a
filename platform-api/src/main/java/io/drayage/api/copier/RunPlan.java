package io.drayage.api.copier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to be done of a run, in numbers.
 *
 * @param plannedAt when it was found out; absent while it is not yet
 * @param expiresAt until when it can be executed
 * @param deletions how many tags are to be removed, of {@code tags} that are there
 * @param sources what the images take from each registry
 * @param needsConfirmation why it is not executed before somebody confirms it
 * @param eta how long it may take, by what the latest runs of the sync moved in a second; absent
 *     when nothing is known
 */
public record RunPlan(
    long run,
    @Nullable Instant plannedAt,
    @Nullable Instant expiresAt,
    long copies,
    long unchanged,
    long skipped,
    long failed,
    long deletions,
    long tags,
    List<Source> sources,
    @Nullable String needsConfirmation,
    @Nullable Duration eta) {

  /**
   * What the images take from a registry.
   *
   * @param host as the sources name it, whatever mirrors there are
   * @param images how many are copied: each counts as a pull at least, one of an index as one for
   *     each of its images
   * @param bytes to be read
   * @param requests of the copies, at both ends
   */
  public record Source(String host, long images, long bytes, long requests) {}

  public RunPlan {
    sources = List.copyOf(sources);
  }
}
