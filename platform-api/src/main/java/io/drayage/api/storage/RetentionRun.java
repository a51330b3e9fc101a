package io.drayage.api.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of retention.
 *
 * @param cause {@code request} or {@code schedule}
 * @param state {@code running}, {@code planned} after a dry run, {@code refused} when the plan
 *     exceeds the threshold, {@code done} or {@code failed}
 * @param repositories the pattern of repositories that it looked at
 * @param planned what the plan deletes
 * @param deleted what was deleted; less when tags were pushed meanwhile
 * @param removal the number under which the trash has it
 * @param failure why it failed
 */
public record RetentionRun(
    long number,
    String cause,
    String state,
    String by,
    String repositories,
    Instant startedAt,
    @Nullable Instant endedAt,
    Planned planned,
    Deleted deleted,
    @Nullable Long removal,
    @Nullable String failure) {

  /**
   * What a plan deletes.
   *
   * @param tagsSeen all tags in the repositories that rules are for
   * @param bytes what the blobs take that no manifest needs any more after it
   */
  public record Planned(long tagsSeen, long tags, long manifests, long bytes) {}

  /** What was deleted. */
  public record Deleted(long tags, long manifests) {}
}
