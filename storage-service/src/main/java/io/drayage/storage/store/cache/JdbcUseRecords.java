package io.drayage.storage.store.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.UseRecords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When manifests were pulled, in PostgreSQL. */
public final class JdbcUseRecords implements UseRecords {
  private final JdbcClient jdbc;

  public JdbcUseRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void note(Collection<Use> uses, Instant at) {
    List<Use> all = List.copyOf(uses);
    jdbc.sql(
            """
            insert into cache_use (repository, digest, used_at)
            select repository, digest, ?
            from unnest(cast(? as text[]), cast(? as text[])) as t (repository, digest)
            order by repository, digest
            on conflict (repository, digest)
            do update set used_at = greatest(cache_use.used_at, excluded.used_at)
            """)
        .param(at.atOffset(ZoneOffset.UTC))
        .param(all.stream().map(use -> use.repository().value()).toArray(String[]::new))
        .param(all.stream().map(use -> use.manifest().toString()).toArray(String[]::new))
        .update();
  }

  @Override
  public List<Use> unusedSince(Instant time, int limit) {
    return jdbc.sql(
            """
            select repository, digest from cache_use where used_at < ?
            order by used_at limit ?
            """)
        .params(time.atOffset(ZoneOffset.UTC), limit)
        .query(
            (row, _) ->
                new Use(new RepositoryPath(row.getString(1)), Digest.parse(row.getString(2))))
        .list();
  }

  @Override
  public void remove(Use use) {
    for (String table : List.of("cache_use", "cache_hold")) {
      jdbc.sql("delete from %s where repository = ? and digest = ?".formatted(table))
          .params(use.repository().value(), use.manifest().toString())
          .update();
    }
    jdbc.sql("delete from cache_awaited where repository = ? and manifest = ?")
        .params(use.repository().value(), use.manifest().toString())
        .update();
    jdbc.sql("delete from cache_referrers where repository = ? and subject = ?")
        .params(use.repository().value(), use.manifest().toString())
        .update();
  }
}
