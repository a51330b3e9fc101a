package io.drayage.storage.domain.retention;

import io.drayage.storage.domain.RepositoryPath;
import java.util.List;

/**
 * What becomes of the tags and manifests of a repository that rules cover.
 *
 * @param tags how many tags there are, whether rules cover them or not
 */
public record RepositoryPlan(RepositoryPath repository, long tags, List<Decision> decisions) {
  public RepositoryPlan {
    decisions = List.copyOf(decisions);
  }
}
