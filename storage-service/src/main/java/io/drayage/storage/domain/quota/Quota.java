package io.drayage.storage.domain.quota;

import java.util.Optional;

/**
 * A limit for the repositories of a prefix, with what they use.
 *
 * @param prefix a repository and all below it; empty for the whole registry
 */
public record Quota(String prefix, Limits limits, Use use) {

  /** What is allowed; what is absent is not limited. */
  public record Limits(Optional<Long> bytes, Optional<Long> tags) {}

  /** What is used; a blob that several of the repositories have counts once. */
  public record Use(long bytes, long tags) {}
}
