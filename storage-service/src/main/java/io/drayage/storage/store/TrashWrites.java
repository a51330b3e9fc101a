package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.domain.trash.Removal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Moves tags and manifests to the trash, within a transaction, and writes that down. */
public final class TrashWrites {
  private final Database database;
  private final ChangeLog changes;

  public TrashWrites(Database database, ChangeLog changes) {
    this.database = database;
    this.changes = changes;
  }

  Database database() {
    return database;
  }

  long open(Removal.Kind kind, Removal.Origin origin) {
    return database
        .jdbc()
        .sql(
            """
            insert into removal (kind, actor, at, expires_at) values (?, ?, ?, ?) returning id
            """)
        .params(
            kind.name().toLowerCase(Locale.ROOT),
            origin.actor(),
            origin.at().atOffset(ZoneOffset.UTC),
            origin.expiresAt().atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /** A tag as a plan saw it: one that was pushed since is another one. */
  record Seen(Tag tag, String digest, Instant pushedAt) {}

  /** Moves a tag; false when it is gone or another one by now. */
  boolean move(long removal, TagWrites.Place repository, Seen seen) {
    boolean moved =
        database
                .jdbc()
                .sql(
                    """
                    with gone as (
                      delete from tag
                      where repository_id = ? and name = ? and digest = ? and updated_at = ?
                      returning repository_id, name, digest, updated_at)
                    insert into trashed_tag (removal_id, repository_id, name, digest, pushed_at)
                    select ?, repository_id, name, digest, updated_at from gone
                    """)
                .params(
                    repository.id(),
                    seen.tag().value(),
                    seen.digest(),
                    seen.pushedAt().atOffset(ZoneOffset.UTC),
                    removal)
                .update()
            == 1;
    if (moved) {
      Optional<Digest> before = Optional.of(Digest.parse(seen.digest()));
      changes.record(
          Change.tagDeleted(repository.path(), seen.tag(), before).inWords(inTrash(removal)));
    }
    return moved;
  }

  private static String inTrash(long removal) {
    return "removal %d in the trash".formatted(removal);
  }

  /**
   * Moves a manifest that nothing needs: no tag, no index, no subject that is there, and no tag of
   * another removal. Its row is locked first, so that a push of it comes before or after this.
   */
  boolean move(long removal, TagWrites.Place place, String digest) {
    long repository = place.id();
    boolean free =
        lock(repository, digest)
            && database
                .jdbc()
                .sql(
                    """
                    select not exists (select from tag where repository_id = ? and digest = ?)
                    and not exists (
                      select from manifest_child
                      where repository_id = ? and child = ? and parent <> child)
                    and not exists (
                      select from manifest m
                      join manifest s on s.repository_id = m.repository_id and s.digest = m.subject
                      where m.repository_id = ? and m.digest = ? and s.digest <> m.digest)
                    and not exists (
                      select from trashed_tag
                      where repository_id = ? and digest = ? and removal_id <> ?)
                    """)
                .params(
                    repository,
                    digest,
                    repository,
                    digest,
                    repository,
                    digest,
                    repository,
                    digest,
                    removal)
                .query(Boolean.class)
                .single();
    boolean moved = free && take(removal, repository, digest);
    if (moved) {
      changes.record(
          Change.of(Action.MANIFEST_DELETE, place.path(), Digest.parse(digest))
              .inWords(inTrash(removal)));
    }
    return moved;
  }

  private boolean lock(long repository, String digest) {
    return database
        .jdbc()
        .sql("select digest from manifest where repository_id = ? and digest = ? for update")
        .params(repository, digest)
        .query(String.class)
        .optional()
        .isPresent();
  }

  private boolean take(long removal, long repository, String digest) {
    database
        .jdbc()
        .sql(
            """
            insert into trashed_manifest
              (removal_id, repository_id, digest, media_type, bytes, subject, pushed_at)
            select ?, repository_id, digest, media_type, bytes, subject, pushed_at
            from manifest where repository_id = ? and digest = ?
            """)
        .params(removal, repository, digest)
        .update();
    database
        .jdbc()
        .sql(
            """
            insert into trashed_blob (removal_id, repository_id, manifest, digest)
            select ?, repository_id, manifest, digest
            from manifest_blob where repository_id = ? and manifest = ? order by digest
            """)
        .params(removal, repository, digest)
        .update();
    return database
            .jdbc()
            .sql("delete from manifest where repository_id = ? and digest = ?")
            .params(repository, digest)
            .update()
        == 1;
  }
}
