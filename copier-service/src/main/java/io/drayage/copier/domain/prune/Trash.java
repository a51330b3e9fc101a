package io.drayage.copier.domain.prune;

import io.drayage.copier.domain.run.Run;
import io.drayage.image.TagReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers the tags that were removed. Thread-safe. */
public interface Trash {

  /** A tag on its way to the trash. */
  record Removal(TagReference tag, String digest, TagReference kept, Duration time) {}

  /** Adds a tag, once for each run. */
  void add(Run run, Removal removal);

  /** Those with lower numbers, the highest first. */
  List<TrashedTag> list(long before, int limit);

  Optional<TrashedTag> find(long id);

  /** Those whose time was over at a moment, the first ones first. */
  List<TrashedTag> expired(Instant now, int limit);

  /** Gives those that could not be removed for good more time. */
  void postpone(long id, Instant until);

  /** Forgets one; false when somebody has done so before. */
  boolean remove(long id);
}
