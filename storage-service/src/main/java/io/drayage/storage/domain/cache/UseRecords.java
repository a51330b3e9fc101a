package io.drayage.storage.domain.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** When manifests of the cache were last pulled. */
public interface UseRecords {
  void note(Collection<Use> uses, Instant at);

  /** Manifests that nobody pulled since a time, the longest unused first. */
  List<Use> unusedSince(Instant time, int limit);

  /** Forgets all about a manifest that is gone. */
  void remove(Use use);

  /** A manifest that was pulled. */
  record Use(RepositoryPath repository, Digest manifest) {}
}
