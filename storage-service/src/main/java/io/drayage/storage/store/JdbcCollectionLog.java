package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.storage.domain.CollectionLog;
import io.drayage.storage.domain.GarbageCollection;
import io.drayage.storage.domain.Page;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What collections did and what waits for them, in PostgreSQL. */
public final class JdbcCollectionLog implements CollectionLog {
  private static final String UNNEEDED =
      """
      (not exists (select from manifest_blob m where m.digest = b.digest)
       and not exists (select from trashed_blob t where t.digest = b.digest))
      """;

  private final Database database;
  private final InstantSource clock;

  public JdbcCollectionLog(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Entry note(Cause cause, Instant startedAt, GarbageCollection.Result result) {
    Instant now = clock.instant();
    long number =
        database
            .jdbc()
            .sql(
                """
                insert into gc_run (cause, started_at, ended_at, doomed, removed, bytes, uploads)
                values (?, ?, ?, ?, ?, ?, ?) returning id
                """)
            .param(cause.name().toLowerCase(Locale.ROOT))
            .param(startedAt.atOffset(ZoneOffset.UTC))
            .param(now.atOffset(ZoneOffset.UTC))
            .param(result.doomed())
            .param(result.removed())
            .param(result.bytes())
            .param(result.uploads())
            .query(Long.class)
            .single();
    return new Entry(number, cause, startedAt, now, result);
  }

  @Override
  public List<Entry> list(long before, int limit) {
    return database
        .jdbc()
        .sql(
            """
            select id, cause, started_at, ended_at, doomed, removed, bytes, uploads
            from gc_run where id < ? order by id desc limit ?
            """)
        .params(before, limit)
        .query(
            (row, _) ->
                new Entry(
                    row.getLong(1),
                    Cause.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                    row.getTimestamp(3).toInstant(),
                    row.getTimestamp(4).toInstant(),
                    new GarbageCollection.Result(
                        row.getInt(5), row.getInt(6), row.getLong(7), row.getInt(8))))
        .list();
  }

  @Override
  public int forget(Instant before) {
    return database
        .jdbc()
        .sql("delete from gc_run where started_at < ?")
        .param(before.atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public Waiting waiting() {
    return database
        .jdbc()
        .sql(
            """
            select count(*), count(*) filter (where unneeded),
              coalesce(sum(size) filter (where unneeded), 0), min(review_after)
            from (
              select b.size, v.review_after,
            """
                + UNNEEDED
                + """
                   as unneeded
              from blob_review v join blob b on b.digest = v.digest
              order by v.review_after limit ?) first
            """)
        .param(Page.MAXIMUM)
        .query(
            (row, _) ->
                new Waiting(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    Optional.ofNullable(row.getTimestamp(4)).map(Timestamp::toInstant)))
        .single();
  }

  @Override
  public Page<Candidate> candidates(Page.Request request) {
    int bar = request.after().indexOf('|');
    String time = bar < 0 ? "-infinity" : request.after().substring(0, bar);
    String digest = bar < 0 ? "" : request.after().substring(bar + 1);
    return Page.of(
        database
            .jdbc()
            .sql(
                """
                select b.digest, b.size, v.review_after,
                """
                    + UNNEEDED
                    + """
                    from blob_review v join blob b on b.digest = v.digest
                    where v.review_after >= cast(? as timestamptz)
                    and (v.review_after, v.digest) > (cast(? as timestamptz), ?)
                    order by v.review_after, v.digest limit ?
                    """)
            .params(time, time, digest, request.limit() + 1)
            .query(
                (row, _) ->
                    new Candidate(
                        Digest.parse(row.getString(1)),
                        row.getLong(2),
                        row.getTimestamp(3).toInstant(),
                        row.getBoolean(4) ? Need.UNNEEDED : Need.NEEDED))
            .list(),
        request,
        Candidate::key);
  }
}
