package io.drayage.storage.domain;

import java.util.Optional;

/** What repositories hold, in numbers. The cost of a page grows with what its repositories hold. */
public interface RepositorySummaries {

  /** Repositories with manifests whose names begin with a text, by name. */
  Page<RepositorySummary> list(String prefix, Page.Request request);

  /** One repository; nothing when nothing was ever pushed to it. */
  Optional<RepositorySummary> find(RepositoryPath repository);
}
