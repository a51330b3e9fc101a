package io.drayage.storage.domain.trash;

import io.drayage.image.Tag;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Deletes so that it can be undone. The bytes of what is in the trash are kept from garbage
 * collection; nobody can pull it.
 */
public interface Trash {

  /**
   * Deletes a tag; its manifest stays, and is kept as long as the tag is in the trash.
   *
   * @return nothing when there is no such tag
   * @throws io.drayage.storage.domain.RefusedException when a rule protects it
   */
  Optional<Removal> remove(RepositoryPath repository, Tag tag, Removal.Origin origin);

  /**
   * Deletes all tags and manifests of a repository.
   *
   * @return nothing when there is nothing in it
   * @throws io.drayage.storage.domain.RefusedException when a rule protects one of its tags
   */
  Optional<Removal> remove(RepositoryPath repository, Removal.Origin origin);

  /** Removals with smaller numbers, the newest first. */
  List<Removal> list(long before, int limit);

  Optional<Removal> find(long number);

  /** The tags of a removal, by repository and name. */
  Page<TrashedTag> tags(long number, Page.Request request);

  /** Repositories that a removal took something from. */
  List<RepositoryPath> repositories(long number);

  /**
   * Puts everything back that a removal took, in one transaction; tags that were pushed meanwhile
   * are left alone.
   */
  Restoration restore(long number);

  /** Puts one tag back with what belongs to it. */
  Restoration restore(long number, RepositoryPath repository, Tag tag);

  /** Ends a removal for good; false when there is none. What it held is garbage now. */
  boolean purge(long number);

  /** Ends all that have expired; tells how many. */
  int purgeExpired(Instant now);
}
