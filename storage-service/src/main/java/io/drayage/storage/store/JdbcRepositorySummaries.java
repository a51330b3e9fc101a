package io.drayage.storage.store;

import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.RepositorySummaries;
import io.drayage.storage.domain.RepositorySummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Counts in PostgreSQL, by the indexes that begin with the repository: one query for a page. */
public final class JdbcRepositorySummaries implements RepositorySummaries {
  private static final String COUNTS =
      """
      select r.path, t.tags, m.manifests, b.blobs, b.bytes, r.created_at
      from page r
      cross join lateral
        (select count(*) as tags from tag where repository_id = r.id) t
      cross join lateral
        (select count(*) as manifests from manifest where repository_id = r.id) m
      cross join lateral
        (select count(*) as blobs, coalesce(sum(b.size), 0) as bytes
         from repository_blob l join blob b on b.digest = l.digest
         where l.repository_id = r.id and not b.doomed) b
      order by r.path collate "C"
      """;

  private final Database database;

  public JdbcRepositorySummaries(Database database) {
    this.database = database;
  }

  @Override
  public Page<RepositorySummary> list(String prefix, Page.Request request) {
    List<RepositorySummary> found =
        database
            .jdbc()
            .sql(
                """
                with page as materialized (
                  select id, path, created_at from repository r
                  where path collate "C" > ? and path collate "C" >= ? and starts_with(path, ?)
                  and exists (select from manifest m where m.repository_id = r.id)
                  order by path collate "C" limit ?)
                """
                    + COUNTS)
            .params(request.after(), prefix, prefix, request.limit() + 1)
            .query((row, _) -> summary(row))
            .list();
    return Page.of(found, request, repository -> repository.name().value());
  }

  @Override
  public Optional<RepositorySummary> find(RepositoryPath repository) {
    return database
        .jdbc()
        .sql(
            """
            with page as materialized (
              select id, path, created_at from repository r where path = ?)
            """
                + COUNTS)
        .param(repository.value())
        .query((row, _) -> summary(row))
        .optional();
  }

  private static RepositorySummary summary(ResultSet row) throws SQLException {
    return new RepositorySummary(
        new RepositoryPath(row.getString(1)),
        new RepositorySummary.Content(row.getLong(2), row.getLong(3)),
        row.getLong(4),
        row.getLong(5),
        row.getTimestamp(6).toInstant());
  }
}
