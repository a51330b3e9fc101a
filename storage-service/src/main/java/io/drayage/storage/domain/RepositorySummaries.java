package io.drayage.storage.domain;

import java.util.List;

/** What repositories hold, in numbers. */
public interface RepositorySummaries {

  /** Names of repositories with manifests, by name: those that begin with a text. */
  List<RepositoryPath> names(String prefix, Page.Request request);

  /**
   * Counts what is in repositories, by name; those that do not exist are left out. The cost grows
   * with what they hold.
   */
  List<RepositorySummary> count(List<RepositoryPath> names);
}
