package io.drayage.storage.store;

import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.RepositorySummaries;
import io.drayage.storage.domain.RepositorySummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Counts in PostgreSQL, by the indexes that begin with the repository: one query for a page. */
public final class JdbcRepositorySummaries implements RepositorySummaries {
  /** Sorts behind everything that a name can go on with. */
  private static final String END = "\u007f";

  private final Database database;

  public JdbcRepositorySummaries(Database database) {
    this.database = database;
  }

  @Override
  public List<RepositoryPath> names(String prefix, Page.Request request) {
    return database
        .jdbc()
        .sql(
            """
            select path from repository r
            where path collate "C" > ? and path collate "C" >= ? and path collate "C" < ?
            and exists (select from manifest m where m.repository_id = r.id)
            order by path collate "C" limit ?
            """)
        .params(request.after(), prefix, prefix + END, request.limit())
        .query((row, _) -> new RepositoryPath(row.getString(1)))
        .list();
  }

  @Override
  public List<RepositorySummary> count(List<RepositoryPath> names) {
    return database
        .jdbc()
        .sql(
            """
            select r.path, t.tags, m.manifests, b.blobs, b.bytes, r.created_at
            from repository r
            cross join lateral
              (select count(*) as tags from tag where repository_id = r.id) t
            cross join lateral
              (select count(*) as manifests from manifest where repository_id = r.id) m
            cross join lateral
              (select count(*) as blobs, coalesce(sum(b.size), 0) as bytes
               from repository_blob l join blob b on b.digest = l.digest
               where l.repository_id = r.id and not b.doomed) b
            where r.path = any (?)
            order by r.path collate "C"
            """)
        .param(names.stream().map(RepositoryPath::value).toArray(String[]::new))
        .query((row, _) -> summary(row))
        .list();
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
