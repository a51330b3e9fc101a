package io.drayage.storage.store.graph;

import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.graph.RepositoryPrefix;
import io.drayage.storage.domain.graph.RepositoryUsage;
import io.drayage.storage.domain.graph.StoredBytes;
import io.drayage.storage.domain.graph.Usage;
import io.drayage.storage.domain.graph.UsageRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Usage by the links of manifests and blobs in PostgreSQL. */
public final class JdbcUsageRecords implements UsageRecords {
  /** Behind a slash, and before whatever is behind all that begins with one. */
  private static final String BELOW = "/";

  private static final String NOT_BELOW = "0";

  private final JdbcClient jdbc;

  public JdbcUsageRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<RepositoryPath> repositories(RepositoryPrefix prefix, String after, int limit) {
    if (prefix.path().isEmpty()) {
      return jdbc.sql(
              "select path from repository where path ~>~ ? order by path using ~<~ limit ?")
          .params(after, limit)
          .query((row, _) -> new RepositoryPath(row.getString(1)))
          .list();
    }
    return jdbc.sql(
            """
            (select path from repository where path = :prefix and path ~>~ :after)
            union all
            (select path from repository
             where path ~>~ greatest(:below collate "C", :after collate "C") and path ~<~ :end
             order by path using ~<~ limit :limit)
            limit :limit
            """)
        .param("prefix", prefix.toString())
        .param("below", prefix + BELOW)
        .param("end", prefix + NOT_BELOW)
        .param("after", after)
        .param("limit", limit)
        .query((row, _) -> new RepositoryPath(row.getString(1)))
        .list();
  }

  @Override
  public Usage together(Collection<RepositoryPath> repositories) {
    return jdbc.sql(
            """
            with scope as materialized (
              select id from repository where path = any (?)
            ), needed as (
              select m.digest, count(*) as here from scope s
              join manifest_blob m on m.repository_id = s.id group by m.digest
            )
            select
              (select count(*) from scope s join manifest m on m.repository_id = s.id) as manifests,
              count(*) as blobs,
              coalesce(sum(b.size), 0) as bytes,
              coalesce(sum(b.size) filter (where n.here =
                (select count(*) from manifest_blob a where a.digest = n.digest)), 0) as exclusive
            from needed n join blob b on b.digest = n.digest
            """)
        .param(array(repositories))
        .query((row, _) -> usage(row))
        .single();
  }

  @Override
  public List<RepositoryUsage> each(Collection<RepositoryPath> repositories) {
    return jdbc.sql(
            """
            select r.path, u.* from repository r cross join lateral (
              select
                (select count(*) from manifest where repository_id = r.id) as manifests,
                count(*) as blobs,
                coalesce(sum(b.size), 0) as bytes,
                coalesce(sum(b.size) filter (where not exists (
                  select from manifest_blob o
                  where o.digest = n.digest and o.repository_id <> r.id)), 0) as exclusive
              from (select distinct digest from manifest_blob where repository_id = r.id) n
              join blob b on b.digest = n.digest
            ) u
            where r.path = any (?) order by r.path using ~<~
            """)
        .param(array(repositories))
        .query(
            (row, _) -> new RepositoryUsage(new RepositoryPath(row.getString("path")), usage(row)))
        .list();
  }

  private static Usage usage(ResultSet row) throws SQLException {
    long bytes = row.getLong("bytes");
    return new Usage(
        row.getLong("manifests"),
        row.getLong("blobs"),
        new StoredBytes(bytes, row.getLong("exclusive")));
  }

  private static String[] array(Collection<RepositoryPath> repositories) {
    return repositories.stream().map(RepositoryPath::value).toArray(String[]::new);
  }
}
