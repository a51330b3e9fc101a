package io.drayage.storage.web.api;

import io.drayage.api.storage.UsagePage;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.Callers;
import io.drayage.storage.domain.graph.RepositoryPrefix;
import io.drayage.storage.domain.graph.RepositoryUsage;
import io.drayage.storage.domain.graph.Usage;
import io.drayage.storage.domain.graph.UsageReport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How much space is needed for what. */
@RestController
@RequestMapping("/api/v1")
public final class UsageController {
  private final UsageReport report;

  public UsageController(UsageReport report) {
    this.report = report;
  }

  /** Says how much a repository and all below it need together, and each of them alone. */
  @GetMapping("/usage")
  UsagePage usage(
      @RequestParam(defaultValue = "") String prefix,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable Integer limit) {
    Predicate<RepositoryPath> visible = Callers.current()::sees;
    RepositoryPrefix asked = RepositoryPrefix.parse(prefix);
    UsageReport.Total total = report.total(asked, visible);
    Page<RepositoryUsage> each =
        report.repositories(asked, visible, PageParameters.read(limit, after));
    return new UsagePage(
        prefix,
        total.repositories(),
        view(total.usage()),
        each.items().stream()
            .map(
                usage ->
                    new UsagePage.RepositoryUsage(usage.repository().value(), view(usage.usage())))
            .toList(),
        each.last().orElse(null));
  }

  private static UsagePage.Usage view(Usage usage) {
    return new UsagePage.Usage(
        usage.manifests(),
        usage.blobs(),
        usage.bytes().total(),
        usage.bytes().exclusive(),
        usage.bytes().shared());
  }
}
