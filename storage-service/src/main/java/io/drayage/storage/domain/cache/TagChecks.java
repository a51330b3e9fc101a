package io.drayage.storage.domain.cache;

import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;
import java.util.Optional;

/** When the registries behind the cache were last asked what a tag means. Thread-safe. */
public interface TagChecks {

  Optional<Check> find(RepositoryPath repository, Tag tag);

  void keep(RepositoryPath repository, Tag tag, Check check);

  /** What was answered. */
  enum Outcome {
    FOUND,
    MISSING
  }

  /** An answer and when it came. */
  record Check(Outcome outcome, Instant at) {}
}
