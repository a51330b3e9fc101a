package io.drayage.storage.domain.graph;

import io.drayage.storage.domain.RepositoryPath;
import java.util.Collection;
import java.util.List;

/** What is stored for whom, as it is recorded. */
public interface UsageRecords {
  /** Repositories of a prefix behind a name, in the order of the characters of their names. */
  List<RepositoryPath> repositories(RepositoryPrefix prefix, String after, int limit);

  /** What these need together; reads as many rows as their manifests have blobs. */
  Usage together(Collection<RepositoryPath> repositories);

  /** What each of these needs, in the order of their names. */
  List<RepositoryUsage> each(Collection<RepositoryPath> repositories);
}
