package io.drayage.copier.store;

import io.drayage.copier.domain.prune.Trash;
import io.drayage.copier.domain.prune.TrashedTag;
import io.drayage.copier.domain.run.Run;
import io.drayage.image.Reference;
import io.drayage.image.TagReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The trash in PostgreSQL. */
public final class JdbcTrash implements Trash {
  private static final String SELECT =
      "select id, sync_name, run_id, tag, digest, kept, removed_at, expires_at from trash ";

  private final Database database;

  public JdbcTrash(Database database) {
    this.database = database;
  }

  @Override
  public void add(Run run, Removal removal) {
    database
        .jdbc()
        .sql(
            """
            insert into trash (sync_name, run_id, tag, digest, kept, removed_at, expires_at)
            values (?, ?, ?, ?, ?, ?, ?) on conflict (run_id, tag) do nothing
            """)
        .params(
            run.sync(),
            run.id(),
            removal.tag().toString(),
            removal.digest(),
            removal.kept().toString(),
            database.now(),
            database.now().plus(removal.time()))
        .update();
  }

  @Override
  public List<TrashedTag> list(long before, int limit) {
    return database
        .jdbc()
        .sql(SELECT + "where id < ? order by id desc limit ?")
        .params(before, limit)
        .query(JdbcTrash::entry)
        .list();
  }

  @Override
  public Optional<TrashedTag> find(long id) {
    return database
        .jdbc()
        .sql(SELECT + "where id = ?")
        .param(id)
        .query(JdbcTrash::entry)
        .optional();
  }

  @Override
  public List<TrashedTag> expired(Instant now, int limit) {
    return database
        .jdbc()
        .sql(SELECT + "where expires_at <= ? order by expires_at limit ?")
        .params(now.atOffset(ZoneOffset.UTC), limit)
        .query(JdbcTrash::entry)
        .list();
  }

  @Override
  public void postpone(long id, Instant until) {
    database
        .jdbc()
        .sql("update trash set expires_at = ? where id = ?")
        .params(until.atOffset(ZoneOffset.UTC), id)
        .update();
  }

  @Override
  public boolean remove(long id) {
    return database.jdbc().sql("delete from trash where id = ?").param(id).update() == 1;
  }

  private static TrashedTag entry(ResultSet row, int number) throws SQLException {
    return new TrashedTag(
        row.getLong("id"),
        row.getString("sync_name"),
        row.getLong("run_id"),
        tag(row.getString("tag")),
        row.getString("digest"),
        tag(row.getString("kept")),
        row.getObject("removed_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }

  private static TagReference tag(String text) {
    return (TagReference) Reference.parse(text);
  }
}
