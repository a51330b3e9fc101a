package io.drayage.storage.domain.trash;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;

/** A tag in the trash. */
public record TrashedTag(RepositoryPath repository, Tag tag, Digest digest, Instant pushedAt) {
  /** Where it stands in the list of a removal. */
  public String key() {
    return repository.value() + ":" + tag.value();
  }
}
