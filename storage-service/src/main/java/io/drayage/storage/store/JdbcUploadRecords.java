package io.drayage.storage.store;

import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.UploadId;
import io.drayage.storage.domain.UploadRecords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Upload sessions in PostgreSQL. They are the one thing that is not waited for: a session that a
 * loss of power takes along is unknown to its client, which begins another.
 */
public final class JdbcUploadRecords implements UploadRecords {
  private final Database database;

  public JdbcUploadRecords(Database database) {
    this.database = database;
  }

  @Override
  public void add(RepositoryPath repository, UploadId upload, Instant now) {
    if (!insert(repository, upload, now)) {
      database.ensure(repository);
      insert(repository, upload, now);
    }
  }

  private boolean insert(RepositoryPath repository, UploadId upload, Instant now) {
    return database
            .jdbc()
            .sql(
                """
                insert into upload (id, repository_id, used_at)
                select ?, id, ? from repository
                where path = ? and set_config('synchronous_commit', 'off', true) = 'off'
                """)
            .params(upload.value(), now.atOffset(ZoneOffset.UTC), repository.value())
            .update()
        == 1;
  }

  /** Notes the use once a minute: the records are to tell days, and a note is a write. */
  @Override
  public boolean touch(RepositoryPath repository, UploadId upload, Instant now) {
    return database
        .jdbc()
        .sql(
            """
            select u.used_at < ? from upload u join repository r on r.id = u.repository_id
            where u.id = ? and r.path = ?
            """)
        .params(now.minusSeconds(60).atOffset(ZoneOffset.UTC), upload.value(), repository.value())
        .query(Boolean.class)
        .optional()
        .map(isOld -> !isOld || note(upload, now))
        .orElse(false);
  }

  private boolean note(UploadId upload, Instant now) {
    return database
            .jdbc()
            .sql("update upload set used_at = ? where id = ?")
            .params(now.atOffset(ZoneOffset.UTC), upload.value())
            .update()
        == 1;
  }

  @Override
  public void remove(UploadId upload) {
    database.jdbc().sql("delete from upload where id = ?").param(upload.value()).update();
  }

  /** The statement that records a blob ends its upload. */
  @Override
  public void ended(UploadId upload) {}

  @Override
  public List<UploadId> removeUnusedSince(Instant time) {
    return database
        .jdbc()
        .sql("delete from upload where used_at < ? returning id")
        .param(time.atOffset(ZoneOffset.UTC))
        .query((row, _) -> new UploadId(row.getObject(1, UUID.class)))
        .list();
  }

  @Override
  public boolean exists(UploadId upload) {
    return database
        .jdbc()
        .sql("select exists (select from upload where id = ?)")
        .param(upload.value())
        .query(Boolean.class)
        .single();
  }
}
