package io.drayage.storage.domain.graph;

import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Says how many bytes repositories need and how many a deletion would free. Counts the repositories
 * that the asker may pull from. Thread-safe.
 */
public final class UsageReport {
  private static final int BATCH = 1000;

  private final UsageRecords records;

  public UsageReport(UsageRecords records) {
    this.records = records;
  }

  /** What a prefix needs as a whole. */
  public Total total(RepositoryPrefix prefix, Predicate<RepositoryPath> visible) {
    List<RepositoryPath> repositories = new ArrayList<>();
    String after = "";
    while (true) {
      List<RepositoryPath> found = records.repositories(prefix, after, BATCH);
      found.stream().filter(visible).forEach(repositories::add);
      if (found.size() < BATCH) {
        return new Total(repositories.size(), records.together(repositories));
      }
      after = found.getLast().value();
    }
  }

  /** What each repository of a prefix needs; a page may have fewer than asked for. */
  public Page<RepositoryUsage> repositories(
      RepositoryPrefix prefix, Predicate<RepositoryPath> visible, Page.Request request) {
    Page<RepositoryPath> page =
        Page.of(
            records.repositories(prefix, request.after(), request.limit() + 1),
            request,
            RepositoryPath::value);
    List<RepositoryPath> shown = page.items().stream().filter(visible).toList();
    return new Page<>(records.each(shown), page.last());
  }

  /** The sum over a prefix: a blob that several of its repositories need is counted once. */
  public record Total(int repositories, Usage usage) {}
}
