package io.drayage.copier.store;

import io.drayage.copy.TransferJournal;
import io.drayage.image.Digest;
import io.drayage.image.RepositoryName;
import io.drayage.registry.UploadMark;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * How far blobs are, in PostgreSQL. A database that is away costs what a lost mark costs: some
 * bytes are sent again.
 */
public final class JdbcTransferJournal implements TransferJournal {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcTransferJournal.class);

  private final Database database;

  public JdbcTransferJournal(Database database) {
    this.database = database;
  }

  @Override
  public Optional<UploadMark> find(RepositoryName repository, Digest blob) {
    try {
      return database
          .jdbc()
          .sql(
              """
              select location, sent, chunk_minimum from transfer_mark
              where repository = ? and digest = ?
              """)
          .params(repository.toString(), blob.toString())
          .query(
              (row, _) ->
                  new UploadMark(URI.create(row.getString(1)), row.getLong(2), row.getLong(3)))
          .optional();
    } catch (DataAccessException e) {
      LOG.warn(
          "the mark of {} in {} cannot be read, it is sent from its beginning",
          blob,
          repository,
          e);
      return Optional.empty();
    }
  }

  @Override
  public void mark(RepositoryName repository, Digest blob, UploadMark mark) {
    try {
      database
          .jdbc()
          .sql(
              """
              insert into transfer_mark as m
                (repository, digest, location, sent, chunk_minimum, moved_at)
              values (?, ?, ?, ?, ?, ?)
              on conflict (repository, digest) do update set location = excluded.location,
                sent = excluded.sent, chunk_minimum = excluded.chunk_minimum,
                moved_at = excluded.moved_at
              """)
          .params(
              repository.toString(),
              blob.toString(),
              mark.location().toString(),
              mark.offset(),
              mark.chunkMinimum(),
              database.now())
          .update();
    } catch (DataAccessException e) {
      LOG.warn("how far {} is in {} cannot be written down", blob, repository, e);
    }
  }

  @Override
  public void forget(RepositoryName repository, Digest blob) {
    try {
      database
          .jdbc()
          .sql("delete from transfer_mark where repository = ? and digest = ?")
          .params(repository.toString(), blob.toString())
          .update();
    } catch (DataAccessException e) {
      LOG.warn("the mark of {} in {} cannot be removed", blob, repository, e);
    }
  }

  /** Forgets what has not moved for so long; registries have given those uploads up. */
  public int forgetOlderThan(Duration age) {
    return database
        .jdbc()
        .sql("delete from transfer_mark where moved_at < ?")
        .param(database.now().minus(age))
        .update();
  }
}
