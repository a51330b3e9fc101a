package io.drayage.storage.store.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.HeldManifests;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Images that are kept back, in PostgreSQL. */
public final class JdbcHeldManifests implements HeldManifests {
  private final Database database;
  private final ChangeLog changes;

  public JdbcHeldManifests(Database database, ChangeLog changes) {
    this.database = database;
    this.changes = changes;
  }

  /** A page ends behind {@code repository@digest}, which sorts as its parts do. */
  @Override
  public Page<Entry> list(Instant now, Page.Request request) {
    int at = request.after().indexOf('@');
    return Page.of(
        database
            .jdbc()
            .sql(
                """
                select repository, digest, seen_at, served_from from cache_hold
                where not released and (repository, digest) > (?, ?)
                  and (served_from is null or served_from > ?)
                order by repository, digest limit ?
                """)
            .param(at < 0 ? request.after() : request.after().substring(0, at))
            .param(at < 0 ? "" : request.after().substring(at + 1))
            .param(now.atOffset(ZoneOffset.UTC))
            .param(request.limit() + 1)
            .query((row, _) -> entry(row))
            .list(),
        request,
        entry -> entry.repository() + "@" + entry.digest());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        new RepositoryPath(row.getString(1)),
        Digest.parse(row.getString(2)),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject(4, OffsetDateTime.class)).map(OffsetDateTime::toInstant));
  }

  @Override
  public boolean release(RepositoryPath repository, Digest manifest) {
    return Boolean.TRUE.equals(
        database
            .transactions()
            .execute(
                _ -> {
                  boolean released = mark(repository, manifest);
                  if (released) {
                    changes.record(
                        Change.of(Action.SETTING_CHANGE, repository, manifest)
                            .inWords("is served whatever its age"));
                  }
                  return released;
                }));
  }

  private boolean mark(RepositoryPath repository, Digest manifest) {
    return database
            .jdbc()
            .sql(
                """
                update cache_hold set released = true
                where repository = ? and digest = ? and not released
                """)
            .params(repository.value(), manifest.toString())
            .update()
        == 1;
  }
}
