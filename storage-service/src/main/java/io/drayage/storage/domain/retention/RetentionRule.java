package io.drayage.storage.domain.retention;

import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.tag.NamePattern;
import java.time.Duration;
import java.util.Optional;

/**
 * What is kept in some repositories. A tag that rules cover goes when none of them keeps it; what
 * no rule covers stays.
 *
 * @param keeping which tags it covers and keeps; nothing when it is about untagged manifests alone
 * @param untaggedAfter how long a manifest without tags is kept after it was last pushed or pulled;
 *     for ever when absent
 */
public record RetentionRule(
    String name,
    NamePattern repositories,
    Optional<Keeping> keeping,
    Optional<Duration> untaggedAfter) {

  /** The tags that a rule covers, and the conditions of which one is enough to keep a tag. */
  public record Keeping(NamePattern tags, Conditions conditions) {}

  /**
   * What keeps a tag.
   *
   * @param latest it is among so many that were pushed last, of those that the rule covers
   * @param pushedWithin it was pushed no longer ago
   * @param pulledWithin it was pulled no longer ago
   */
  public record Conditions(
      Optional<Integer> latest, Optional<Duration> pushedWithin, Optional<Duration> pulledWithin) {

    /** Whether there is none, so that nothing would be kept. */
    public boolean isEmpty() {
      return latest.isEmpty() && pushedWithin.isEmpty() && pulledWithin.isEmpty();
    }
  }

  public RetentionRule {
    if (keeping.isPresent() && keeping.get().conditions().isEmpty()) {
      throw new IllegalArgumentException("a rule that keeps no tag at all");
    }
    if (keeping.isEmpty() && untaggedAfter.isEmpty()) {
      throw new IllegalArgumentException("a rule without conditions");
    }
  }

  boolean isFor(RepositoryPath repository) {
    return repositories.matches(repository.value());
  }

  boolean covers(Tag tag) {
    return keeping.isPresent() && keeping.get().tags().matches(tag.value());
  }
}
