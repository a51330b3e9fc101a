package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobRecords;
import io.drayage.storage.domain.BlobReviews;
import io.drayage.storage.domain.RepositoryPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

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
                      """)
                  .param(digest.toString())
                  .update();
          if (doomed == 0) {
            return Verdict.NEEDED;
          }
          announce(digest);
          return Verdict.DOOMED;
        });
  }

  /** Nobody is to remember that there is such a blob. */
  private void announce(Digest digest) {
    database
        .jdbc()
        .sql(
            """
            select r.path from repository_blob l join repository r on r.id = l.repository_id
            where l.digest = ?
            """)
        .param(digest.toString())
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
  public boolean remove(Digest digest, BlobRecords.Placement removal) throws IOException {
    try {
      return database.inTransaction(() -> removeInTransaction(digest, removal));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * The bytes go first: a kill in between leaves a blob that is doomed, and the next run goes on.
   */
  private boolean removeInTransaction(Digest digest, BlobRecords.Placement removal) {
    if (!lock(
        """
        select digest from blob where digest = ? and doomed and not quarantined
        for update skip locked
        """,
        digest)) {
      return false;
    }
    try {
      removal.place();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return database
            .jdbc()
            .sql("delete from blob where digest = ?")
            .param(digest.toString())
            .update()
        == 1;
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
