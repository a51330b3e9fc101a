package io.drayage.storage.domain.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rights that were granted while the registry runs. */
public interface GrantRecords {
  /** What these have together. */
  Grants of(Set<Grantee> grantees);

  /** All, or those of one, in the order of their names. */
  List<Entry> list(Optional<Grantee> grantee);

  /** Grants rights; for the same pattern they replace those that somebody had. */
  void put(Grantee grantee, Grant grant);

  /** Takes rights away; false when there were none. */
  boolean remove(Grantee grantee, RepositoryPattern repositories);

  /** Who has what. */
  record Entry(Grantee grantee, Grant grant) {}
}
