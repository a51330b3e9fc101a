package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.storage.domain.BlobRecords;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Blobs in PostgreSQL. Locks are taken in one order, the row of the blob before that of its review,
 * so that nobody waits for somebody who waits for him.
 */
public final class JdbcBlobRecords implements BlobRecords {
  private final Database database;
  private final ReviewTimes reviews;
  private final ChangeLog changes;

  public JdbcBlobRecords(Database database, ReviewTimes reviews, ChangeLog changes) {
    this.database = database;
    this.reviews = reviews;
    this.changes = changes;
  }

  private record Found(long size, Optional<Instant> reviewAfter) {}

  @Override
  public Optional<Long> find(RepositoryPath repository, Digest digest) {
    Optional<Found> found = read(repository, digest);
    // When the review is near, move it away before the client builds on the answer. A review that
    // is gone by now has ended in one way or the other; the blob itself tells in which.
    if (found.flatMap(Found::reviewAfter).filter(reviews::isNear).isPresent()
        && !reviews.postpone(digest)) {
      found = read(repository, digest);
    }
    return found.map(Found::size);
  }

  private Optional<Found> read(RepositoryPath repository, Digest digest) {
    return database
        .jdbc()
        .sql(
            """
            select b.size, v.review_after
            from repository r
            join repository_blob l on l.repository_id = r.id
            join blob b on b.digest = l.digest
            left join blob_review v on v.digest = b.digest
            where r.path = ? and b.digest = ? and not b.doomed
            """)
        .params(repository.value(), digest.toString())
        .query(
            (row, _) ->
                new Found(
                    row.getLong(1),
                    Optional.ofNullable(row.getTimestamp(2)).map(time -> time.toInstant())))
        .optional();
  }

  @Override
  public void add(Arrival arrival, Placement placement) throws IOException {
    try {
      database.transactions().executeWithoutResult(_ -> addInTransaction(arrival, placement));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void addInTransaction(Arrival arrival, Placement placement) {
    String digest = arrival.digest().toString();
    // The row is locked from here on: a blob that is about to be removed is removed before this
    // goes on, or is revived by it.
    long repository =
        database
            .jdbc()
            .sql(
                """
                with ended as (delete from upload where id = ? returning repository_id),
                stored as (
                  insert into blob (digest, size) select ?, ? from ended
                  on conflict (digest) do update set doomed = false, quarantined = false
                  returning digest)
                select repository_id from ended, stored
                """)
            .params(arrival.upload().value(), digest, arrival.size())
            .query(Long.class)
            .optional()
            .orElseThrow(() -> ended(arrival));
    database
        .jdbc()
        .sql(
            """
            with linked as (
              insert into repository_blob (repository_id, digest) values (?, ?)
              on conflict do nothing)
            insert into blob_review (digest, review_after) values (?, ?)
            on conflict (digest) do update
            set review_after = greatest(blob_review.review_after, excluded.review_after)
            """)
        .params(repository, digest, digest, reviews.next())
        .update();
    // Last, so that a quota that refuses the link leaves no file behind.
    try {
      placement.place();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    changes.record(
        Change.of(Action.BLOB_PUSH, arrival.repository(), arrival.digest()).ofSize(arrival.size()));
  }

  private static RefusedException ended(Arrival arrival) {
    return new RefusedException(
        RefusalCode.BLOB_UPLOAD_UNKNOWN,
        "the upload %s has ended meanwhile; begin a new one".formatted(arrival.upload()));
  }

  private boolean link(long repository, String digest) {
    return database
            .jdbc()
            .sql(
                """
            insert into repository_blob (repository_id, digest) values (?, ?)
            on conflict do nothing
            """)
            .params(repository, digest)
            .update()
        == 1;
  }

  @Override
  public boolean mount(RepositoryPath repository, Digest digest, Optional<RepositoryPath> from) {
    return database.inTransaction(
        () -> {
          boolean there =
              database
                  .jdbc()
                  .sql(
                      """
                      select b.digest from blob b
                      where b.digest = ? and not b.doomed and exists (
                        select from repository_blob l join repository r on r.id = l.repository_id
                        where l.digest = b.digest and (cast(? as text) is null or r.path = ?))
                      for key share of b
                      """)
                  .param(digest.toString())
                  .param(from.map(RepositoryPath::value).orElse(null))
                  .param(from.map(RepositoryPath::value).orElse(null))
                  .query(String.class)
                  .optional()
                  .isPresent();
          if (there) {
            boolean isNew = link(database.ensure(repository), digest.toString());
            reviews.schedule(digest.toString());
            if (isNew) {
              changes.record(Change.of(Action.BLOB_MOUNT, repository, digest).from(from));
            }
          }
          return there;
        });
  }

  @Override
  public Unlinking unlink(RepositoryPath repository, Digest digest) {
    return database.inTransaction(
        () -> {
          Optional<Long> id = database.find(repository);
          if (id.isEmpty() || read(repository, digest).isEmpty()) {
            return Unlinking.UNKNOWN;
          }
          lock(digest);
          if (isInUse(id.get(), digest)) {
            return Unlinking.IN_USE;
          }
          int removed =
              database
                  .jdbc()
                  .sql("delete from repository_blob where repository_id = ? and digest = ?")
                  .params(id.get(), digest.toString())
                  .update();
          reviews.schedule(digest.toString());
          if (removed == 0) {
            return Unlinking.UNKNOWN;
          }
          ChangeFeed.announce(database.jdbc(), repository);
          changes.record(Change.of(Action.BLOB_DELETE, repository, digest));
          return Unlinking.UNLINKED;
        });
  }

  /** Against a manifest that is being pushed, which holds its blobs. */
  private void lock(Digest digest) {
    database
        .jdbc()
        .sql("select digest from blob where digest = ? for update")
        .param(digest.toString())
        .query(String.class)
        .optional();
  }

  private boolean isInUse(long repository, Digest digest) {
    return database
        .jdbc()
        .sql("select exists (select from manifest_blob where repository_id = ? and digest = ?)")
        .params(repository, digest.toString())
        .query(Boolean.class)
        .single();
  }
}
