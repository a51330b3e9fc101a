package io.drayage.storage.domain.tag;

import io.drayage.image.Tag;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known about tags. */
public interface Tags {

  /**
   * Tags by name.
   *
   * @return nothing when there is no such repository
   */
  Optional<Page<TagDetails>> list(RepositoryPath repository, Page.Request request);

  Optional<TagDetails> find(RepositoryPath repository, Tag tag);

  /**
   * What became of a tag, the newest change first; also of one that is deleted.
   *
   * @param before only changes with smaller numbers
   */
  List<TagChange> history(RepositoryPath repository, Tag tag, long before, int limit);

  /** Forgets changes that are older, at most so many at once; tells how many it forgot. */
  int forgetHistory(Instant before, int limit);
}
