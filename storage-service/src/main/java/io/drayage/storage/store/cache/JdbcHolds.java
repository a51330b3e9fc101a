package io.drayage.storage.store.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.Holds;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Images that are kept back, in PostgreSQL. */
public final class JdbcHolds implements Holds {
  private final JdbcClient jdbc;

  public JdbcHolds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Hold note(RepositoryPath repository, Digest manifest, Instant now, Instant servedFrom) {
    jdbc.sql(
            """
            insert into cache_hold (repository, digest, seen_at, served_from) values (?, ?, ?, ?)
            on conflict do nothing
            """)
        .params(repository.value(), manifest.toString(), now.atOffset(ZoneOffset.UTC))
        .param(servedFrom.atOffset(ZoneOffset.UTC))
        .update();
    return jdbc.sql("select seen_at, released from cache_hold where repository = ? and digest = ?")
        .params(repository.value(), manifest.toString())
        .query(
            (row, _) ->
                new Hold(row.getObject(1, OffsetDateTime.class).toInstant(), row.getBoolean(2)))
        .single();
  }

  @Override
  public void release(RepositoryPath repository, Collection<Digest> manifests, Instant now) {
    jdbc.sql(
            """
            insert into cache_hold (repository, digest, seen_at, released)
            select ?, digest, ?, true from unnest(cast(? as text[])) as t (digest)
            order by digest
            on conflict (repository, digest) do update set released = true
            """)
        .params(repository.value(), now.atOffset(ZoneOffset.UTC))
        .param(manifests.stream().map(Digest::toString).distinct().toArray(String[]::new))
        .update();
  }
}
