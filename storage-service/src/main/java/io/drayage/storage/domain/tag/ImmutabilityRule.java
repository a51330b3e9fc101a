package io.drayage.storage.domain.tag;

import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;

/** Tags that may be neither moved nor deleted once they are there. */
public record ImmutabilityRule(String name, NamePattern repositories, NamePattern tags) {

  boolean protects(RepositoryPath repository, Tag tag) {
    return repositories.matches(repository.value()) && tags.matches(tag.value());
  }
}
