package io.drayage.storage.web.api;

import io.drayage.api.ProblemCode;
import io.drayage.api.ProblemException;
import io.drayage.api.storage.Repository;
import io.drayage.api.storage.RepositoryPage;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.RepositorySummary;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.access.Right;
import io.drayage.storage.domain.access.VisibleSummaries;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Repositories. Their names hold slashes, so they are parameters and not parts of a path. */
@RestController
@RequestMapping("/api/v1")
public final class RepositoryController {
  private final VisibleSummaries summaries;

  public RepositoryController(VisibleSummaries summaries) {
    this.summaries = summaries;
  }

  /** Lists repositories that have manifests, by name. */
  @GetMapping("/repositories")
  RepositoryPage listRepositories(
      @RequestParam(defaultValue = "") String prefix,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    Page<RepositorySummary> page =
        summaries.list(prefix, PageParameters.read(limit, after), Callers.current());
    return new RepositoryPage(
        page.items().stream().map(RepositoryController::view).toList(), page.last().orElse(null));
  }

  /** Tells about one repository. */
  @GetMapping("/repository")
  Repository getRepository(@RequestParam RepositoryPath name) {
    Callers.current().require(Right.PULL, name);
    return summaries.find(name).map(RepositoryController::view).orElseThrow(() -> unknown(name));
  }

  static ProblemException unknown(RepositoryPath name) {
    return new ProblemException(
        ProblemCode.REPOSITORY_UNKNOWN, "there is no repository %s".formatted(name));
  }

  private static Repository view(RepositorySummary summary) {
    return new Repository(
        summary.name().value(),
        summary.content().tags(),
        summary.content().manifests(),
        summary.blobs(),
        summary.bytes(),
        summary.createdAt());
  }
}
