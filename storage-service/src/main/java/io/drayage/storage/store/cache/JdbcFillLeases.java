package io.drayage.storage.store.cache;

import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.cache.FillLeases;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Leases in PostgreSQL, a row for each blob that is being fetched, by the clock of the database.
 */
public final class JdbcFillLeases implements FillLeases {
  private final JdbcClient jdbc;

  public JdbcFillLeases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A lease that ended with an upload stays until that is removed; nobody waits for it. */
  @Override
  public boolean acquire(Holding holding, Duration time) {
    @Nullable UUID upload = holding.upload().map(UploadId::value).orElse(null);
    return jdbc.sql(
                """
                insert into cache_fill as f (repository, digest, owner, upload, expires_at)
                values (?, ?, ?, ?, now() + make_interval(secs => ?))
                on conflict (repository, digest) do update
                set owner = excluded.owner, upload = excluded.upload,
                    expires_at = excluded.expires_at
                where f.owner = excluded.owner
                """)
            .param(holding.repository().value())
            .param(holding.blob().toString())
            .param(holding.owner())
            .param(upload)
            .param(time.toSeconds())
            .update()
        == 1;
  }

  @Override
  public void renew(UUID owner, Duration time) {
    jdbc.sql("update cache_fill set expires_at = now() + make_interval(secs => ?) where owner = ?")
        .params(time.toSeconds(), owner)
        .update();
  }

  @Override
  public void release(Holding holding) {
    jdbc.sql("delete from cache_fill where repository = ? and digest = ? and owner = ?")
        .params(holding.repository().value(), holding.blob().toString(), holding.owner())
        .update();
  }

  @Override
  public List<Abandoned> removeAbandoned() {
    return jdbc
        .sql("delete from cache_fill where expires_at < now() returning repository, upload")
        .query(
            (row, _) -> {
              @Nullable UUID upload = row.getObject(2, UUID.class);
              RepositoryPath repository = new RepositoryPath(row.getString(1));
              return Optional.ofNullable(upload)
                  .map(id -> new Abandoned(repository, new UploadId(id)));
            })
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public List<Abandoned> withoutLease(Instant unusedSince) {
    return jdbc.sql(
            """
            select r.path, u.id from upload u join repository r on r.id = u.repository_id
            where u.used_at < ? and r.path ~ '^([^/]*[.][^/]*|[^/]*_[0-9]{1,5}|localhost)/'
              and not exists (select from cache_fill f where f.upload = u.id)
            """)
        .param(unusedSince.atOffset(ZoneOffset.UTC))
        .query(
            (row, _) ->
                new Abandoned(
                    new RepositoryPath(row.getString(1)),
                    new UploadId(row.getObject(2, UUID.class))))
        .list();
  }
}
