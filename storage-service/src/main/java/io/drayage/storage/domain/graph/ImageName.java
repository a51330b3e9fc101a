package io.drayage.storage.domain.graph;

import io.drayage.image.Tag;
import java.util.Optional;

/** An image under one of its tags, or under its digest when it has none. */
public record ImageName(ImageAddress address, Optional<Tag> tag) {

  /** {@code repository:tag} or {@code repository@digest}. */
  @Override
  public String toString() {
    return address.repository() + tag.map(t -> ":" + t).orElse("@" + address.manifest());
  }
}
