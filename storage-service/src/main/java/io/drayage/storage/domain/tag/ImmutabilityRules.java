package io.drayage.storage.domain.tag;

import io.drayage.image.Tag;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import java.util.List;
import java.util.Optional;

/** All rules of immutability, as they are at one moment. */
public record ImmutabilityRules(List<ImmutabilityRule> list) {
  public ImmutabilityRules {
    list = List.copyOf(list);
  }

  /** The first rule that protects a tag. */
  public Optional<ImmutabilityRule> protector(RepositoryPath repository, Tag tag) {
    return list.stream().filter(rule -> rule.protects(repository, tag)).findFirst();
  }

  /**
   * Refuses to change a tag that is protected.
   *
   * @param change what was about to happen, such as {@code be moved}
   * @throws RefusedException with {@link RefusalCode#TAG_IMMUTABLE}
   */
  public void check(RepositoryPath repository, Tag tag, String change) {
    protector(repository, tag)
        .ifPresent(
            rule -> {
              throw new RefusedException(
                  RefusalCode.TAG_IMMUTABLE,
                  "the tag %s of %s cannot %s: the immutability rule %s protects %s in %s"
                      .formatted(
                          tag, repository, change, rule.name(), rule.tags(), rule.repositories()));
            });
  }
}
