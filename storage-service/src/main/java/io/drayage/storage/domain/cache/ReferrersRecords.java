package io.drayage.storage.domain.cache;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What refers to manifests of the cache, as their upstreams listed it. */
public interface ReferrersRecords {
  Optional<Listed> find(RepositoryPath repository, Digest subject);

  void keep(RepositoryPath repository, Digest subject, Listed listed);

  /** A list and when it came. */
  record Listed(List<Descriptor> referrers, Instant at) {
    public Listed {
      referrers = List.copyOf(referrers);
    }
  }
}
