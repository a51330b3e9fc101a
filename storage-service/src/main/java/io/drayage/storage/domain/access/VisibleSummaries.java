package io.drayage.storage.domain.access;

import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.RepositorySummaries;
import io.drayage.storage.domain.RepositorySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Repositories with what they hold, of which everybody sees what he may pull. */
public final class VisibleSummaries {
  private static final int BATCH = 1_000;

  private final RepositorySummaries summaries;

  public VisibleSummaries(RepositorySummaries summaries) {
    this.summaries = summaries;
  }

  /** Those whose names begin with a text. */
  public Page<RepositorySummary> list(String prefix, Page.Request request, Caller caller) {
    Page<RepositoryPath> names =
        Page.of(names(prefix, request, caller), request, RepositoryPath::value);
    return new Page<>(summaries.count(names.items()), names.last());
  }

  /** One more than asked for, if there are as many. */
  private List<RepositoryPath> names(String prefix, Page.Request request, Caller caller) {
    if (caller.visible().allowsEverywhere(Right.PULL)) {
      return summaries.names(prefix, new Page.Request(request.limit() + 1, request.after()));
    }
    List<RepositoryPath> found = new ArrayList<>();
    String after = request.after();
    while (true) {
      List<RepositoryPath> batch = summaries.names(prefix, new Page.Request(BATCH, after));
      batch.stream().filter(caller::sees).forEach(found::add);
      if (batch.size() < BATCH || found.size() > request.limit()) {
        return found.subList(0, Math.min(found.size(), request.limit() + 1));
      }
      after = batch.getLast().value();
    }
  }

  /** One repository; the caller has asked whether it may be seen. */
  public Optional<RepositorySummary> find(RepositoryPath repository) {
    return summaries.count(List.of(repository)).stream().findFirst();
  }
}
