package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobRecords;
import io.drayage.storage.domain.BlobReviews;
import io.drayage.storage.domain.RepositoryPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * The review of blobs in PostgreSQL. Every decision is made while the row of the blob is locked
 * against pushes of it, of manifests that need it, and of mounts.
 */
public final class JdbcBlobReviews implements BlobReviews {
  private final Database database;
  private final ReviewTimes times;

  public JdbcBlobReviews(Database database, ReviewTimes times) {
    this.database = database;
    this.times = times;
  }

  @Override
  public List<Digest> due(int limit) {
    return database
        .jdbc()
        .sql("select digest from blob_review where review_after <= ? order by review_after limit ?")
        .params(times.now(), limit)
        .query((row, _) -> Digest.parse(row.getString(1)))
        .list();
  }

  @Override
  public Verdict review(Digest digest) {
    return database.inTransaction(
        () -> {
          if (!lock("select digest from blob where digest = ? for update skip locked", digest)) {
            return Verdict.POSTPONED;
          }
          // A new statement, so it sees what those did who held the lock before. It waits for
          // whoever is postponing this review, and then finds that it is not due.
          int taken =
              database
                  .jdbc()
                  .sql("delete from blob_review where digest = ? and review_after <= ?")
                  .params(digest.toString(), times.now())
                  .update();
          if (taken == 0) {
            return Verdict.POSTPONED;
          }
          int doomed =
              database
                  .jdbc()
                  .sql(
                      """
                      update blob b set doomed = true, quarantined = false
                      where digest = ?
                      and not exists (select from manifest_blob m where m.digest = b.digest)
                      and not exists (select from trashed_blob t where t.digest = b.digest)
                      """)
                  .param(digest.toString())
                  .update();
          if (doomed == 0) {
            unlink(digest);
            return Verdict.NEEDED;
          }
          ChangeFeed.announceHolders(database.jdbc(), digest);
          return Verdict.DOOMED;
        });
  }

  /** Takes it from repositories that do not need it, though others do. */
  private void unlink(Digest digest) {
    database
        .jdbc()
        .sql(
            """
            with gone as (
              delete from repository_blob
              where digest = ? and repository_id in (
                select l.repository_id from repository_blob l
                where l.digest = ?
                and not exists (
                  select from manifest_blob m
                  where m.repository_id = l.repository_id and m.digest = l.digest)
                and not exists (
                  select from trashed_blob t
                  where t.repository_id = l.repository_id and t.digest = l.digest)
                for update of l skip locked)
              returning repository_id)
            select path from repository where id in (select repository_id from gone)
            """)
        .params(digest.toString(), digest.toString())
        .query((row, _) -> new RepositoryPath(row.getString(1)))
        .list()
        .forEach(repository -> ChangeFeed.announce(database.jdbc(), repository));
  }

  @Override
  public List<Digest> doomed(int limit) {
    return database
        .jdbc()
        .sql("select digest from blob where doomed and not quarantined limit ?")
        .param(limit)
        .query((row, _) -> Digest.parse(row.getString(1)))
        .list();
  }

  @Override
  public OptionalLong remove(Digest digest, BlobRecords.Placement removal) throws IOException {
    try {
      return database.inTransaction(() -> removeInTransaction(digest, removal));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * The bytes go first: a kill in between leaves a blob that is doomed, and the next run goes on.
   */
  private OptionalLong removeInTransaction(Digest digest, BlobRecords.Placement removal) {
    if (!lock(
        """
        select digest from blob where digest = ? and doomed and not quarantined
        for update skip locked
        """,
        digest)) {
      return OptionalLong.empty();
    }
    try {
      removal.place();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return OptionalLong.of(
        database
            .jdbc()
            .sql("delete from blob where digest = ? returning size")
            .param(digest.toString())
            .query(Long.class)
            .single());
  }

  private boolean lock(String sql, Digest digest) {
    return database
        .jdbc()
        .sql(sql)
        .param(digest.toString())
        .query(String.class)
        .optional()
        .isPresent();
  }
}
