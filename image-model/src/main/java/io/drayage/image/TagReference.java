package io.drayage.image;

import java.util.Objects;

/** An image named by a tag; what it means can change. */
public record TagReference(RepositoryName repository, Tag tag) implements Reference {

  public TagReference {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(tag);
  }

  @Override
  public String identifier() {
    return tag.value();
  }

  @Override
  public TagReference in(RepositoryName other) {
    return new TagReference(other, tag);
  }

  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
