package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.storage.domain.scrub.Condition;
import io.drayage.storage.domain.scrub.Finding;
import io.drayage.storage.domain.scrub.ScrubProgress;
import io.drayage.storage.domain.scrub.ScrubRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The scrubber's memory in PostgreSQL, and the lock by which one process at a time is at work. */
public final class JdbcScrubRecords implements ScrubRecords {
  private final Database database;
  private final AdvisoryLock lock;

  public JdbcScrubRecords(Database database, DataSource dataSource) {
    this.database = database;
    this.lock = new AdvisoryLock(dataSource, "scrub");
  }

  /** The lock belongs to a connection: it ends with the process. */
  @Override
  public boolean exclusively(Turn turn) throws IOException, InterruptedException {
    try (AdvisoryLock.Attempt attempt = lock.attempt()) {
      return attempt.isHeld() && turn.take();
    } catch (SQLException e) {
      throw new IOException("the scrubber could not lock out other replicas", e);
    }
  }

  @Override
  public ScrubProgress progress() {
    return database
        .jdbc()
        .sql("select stage, position, begun_at, ended_at, blobs, bytes, strays from scrub")
        .query((row, _) -> progress(row))
        .single();
  }

  private static ScrubProgress progress(ResultSet row) throws SQLException {
    String position = row.getString("position");
    ScrubProgress.Stage stage =
        switch (row.getString("stage")) {
          case "blobs" -> new ScrubProgress.Stage.Blobs(position);
          case "strays" -> new ScrubProgress.Stage.Strays(position);
          default -> new ScrubProgress.Stage.Rest();
        };
    @Nullable OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new ScrubProgress(
        stage,
        row.getObject("begun_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(ended).map(OffsetDateTime::toInstant),
        row.getLong("blobs"),
        row.getLong("bytes"),
        row.getLong("strays"));
  }

  @Override
  public void save(ScrubProgress progress) {
    String stage =
        switch (progress.stage()) {
          case ScrubProgress.Stage.Blobs _ -> "blobs";
          case ScrubProgress.Stage.Strays _ -> "strays";
          case ScrubProgress.Stage.Rest _ -> "rest";
        };
    String position =
        switch (progress.stage()) {
          case ScrubProgress.Stage.Blobs(String after) -> after;
          case ScrubProgress.Stage.Strays(String after) -> after;
          case ScrubProgress.Stage.Rest _ -> "";
        };
    database
        .jdbc()
        .sql(
            """
            update scrub set stage = ?, position = ?, begun_at = ?, ended_at = ?, blobs = ?,
              bytes = ?, strays = ?
            """)
        .param(stage)
        .param(position)
        .param(time(progress.begun()))
        .param(progress.ended().map(JdbcScrubRecords::time).orElse(null))
        .param(progress.blobs())
        .param(progress.bytes())
        .param(progress.strays())
        .update();
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @Override
  public List<Expected> after(String digest, int limit) {
    return database
        .jdbc()
        .sql(
            """
            select digest, size from blob where digest > ? and not doomed order by digest limit ?
            """)
        .params(digest, limit)
        .query((row, _) -> new Expected(Digest.parse(row.getString(1)), row.getLong(2)))
        .list();
  }

  @Override
  public Condition confirm(Digest digest, Look look, Optional<Removal> removal) throws IOException {
    try {
      return database.inTransaction(() -> confirmInTransaction(digest, look, removal));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Condition confirmInTransaction(Digest digest, Look look, Optional<Removal> removal) {
    boolean there =
        database
            .jdbc()
            .sql("select digest from blob where digest = ? and not doomed for update")
            .param(digest.toString())
            .query(String.class)
            .optional()
            .isPresent();
    if (!there) {
      return Condition.SOUND;
    }
    try {
      Condition condition = look.take();
      if (condition != Condition.SOUND && removal.isPresent()) {
        removal.get().setAside();
        database
            .jdbc()
            .sql("update blob set doomed = true, quarantined = true where digest = ?")
            .param(digest.toString())
            .update();
        ChangeFeed.announceHolders(database.jdbc(), digest);
      }
      return condition;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void note(Digest digest, Condition condition, Instant now) {
    database
        .jdbc()
        .sql(
            """
            insert into scrub_finding (digest, condition, found_at, quarantined)
            select digest, ?, ?, quarantined from blob where digest = ?
            on conflict (digest) do update
            set condition = excluded.condition, quarantined = excluded.quarantined
            """)
        .params(condition.name().toLowerCase(Locale.ROOT), time(now), digest.toString())
        .update();
  }

  @Override
  public void clear(Digest digest) {
    database
        .jdbc()
        .sql("delete from scrub_finding where digest = ?")
        .param(digest.toString())
        .update();
  }

  /** What was quarantined and is served has been pushed again, and counts no more. */
  @Override
  public List<Finding> findings(int limit) {
    return database
        .jdbc()
        .sql(
            """
            select f.digest, f.condition, f.found_at, not b.doomed served
            from scrub_finding f join blob b on b.digest = f.digest
            where b.quarantined or not f.quarantined
            order by f.found_at desc, f.digest limit ?
            """)
        .param(limit)
        .query((row, _) -> finding(row))
        .list();
  }

  private Finding finding(ResultSet row) throws SQLException {
    Digest digest = Digest.parse(row.getString("digest"));
    return new Finding(
        digest,
        Condition.valueOf(row.getString("condition").toUpperCase(Locale.ROOT)),
        row.getObject("found_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("served"),
        images(digest));
  }

  /** The manifests that need a blob and the indexes above them; those are few in a repository. */
  private List<String> images(Digest digest) {
    return database
        .jdbc()
        .sql(
            """
            with recursive needing (repository_id, digest) as (
              select repository_id, manifest from manifest_blob where digest = ?
              union
              select m.repository_id, m.digest from needing n
              join manifest m on m.repository_id = n.repository_id
                and m.media_type in ('application/vnd.oci.image.index.v1+json',
                  'application/vnd.docker.distribution.manifest.list.v2+json')
                and position(convert_to(n.digest, 'UTF8') in m.bytes) > 0)
            select distinct r.path || coalesce(':' || t.name, '@' || n.digest) image
            from needing n join repository r on r.id = n.repository_id
            left join tag t on t.repository_id = n.repository_id and t.digest = n.digest
            order by image limit 100
            """)
        .param(digest.toString())
        .query((row, _) -> row.getString(1))
        .list();
  }
}
