package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.Manifests;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import io.drayage.storage.domain.trash.Restoration;
import io.drayage.storage.domain.trash.TrashedTag;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts back what is in the trash, within a transaction: manifests are pushed again as they were,
 * children before their indexes, then the tags. So everything that a push does happens once more.
 */
public final class Restorer {
  private final Database database;
  private final Manifests manifests;
  private final ChangeLog changes;

  public Restorer(Database database, Manifests manifests, ChangeLog changes) {
    this.database = database;
    this.manifests = manifests;
    this.changes = changes;
  }

  /** One tag of a removal. */
  record Only(RepositoryPath repository, Tag tag) {}

  private record Key(RepositoryPath repository, Digest digest) {}

  private record Trashed(Key key, RawManifest raw, Optional<Digest> subject, Instant pushedAt) {
    List<Key> children() {
      return raw.parse() instanceof ImageIndex index
          ? index.manifests().stream().map(d -> new Key(key.repository(), d.digest())).toList()
          : List.of();
    }
  }

  Restoration restore(long removal, Optional<Only> only) {
    database
        .jdbc()
        .sql("select id from removal where id = ? for update")
        .param(removal)
        .query(Long.class)
        .optional();
    database.sign();
    List<TrashedTag> tags = tags(removal, only);
    Map<Key, Trashed> trashed = manifests(removal);
    Set<Key> wanted = only.isPresent() ? belonging(tags, trashed) : trashed.keySet();
    Set<Key> done = new HashSet<>();
    wanted.forEach(key -> push(trashed, key, done));
    forget(removal, done);
    return tags(removal, tags, done.size());
  }

  private List<TrashedTag> tags(long removal, Optional<Only> only) {
    return database
        .jdbc()
        .sql(
            """
            select r.path, t.name, t.digest, t.pushed_at
            from trashed_tag t join repository r on r.id = t.repository_id
            where t.removal_id = ? order by r.path, t.name
            """)
        .param(removal)
        .query((row, _) -> JdbcTrash.tag(row))
        .list()
        .stream()
        .filter(tag -> only.isEmpty() || only.get().equals(new Only(tag.repository(), tag.tag())))
        .toList();
  }

  private Map<Key, Trashed> manifests(long removal) {
    Map<Key, Trashed> found = new LinkedHashMap<>();
    database
        .jdbc()
        .sql(
            """
            select r.path, m.digest, m.media_type, m.bytes, m.subject, m.pushed_at
            from trashed_manifest m join repository r on r.id = m.repository_id
            where m.removal_id = ? order by r.path, m.digest
            """)
        .param(removal)
        .query(
            row -> {
              Key key =
                  new Key(new RepositoryPath(row.getString(1)), Digest.parse(row.getString(2)));
              Timestamp pushedAt = row.getTimestamp(6);
              found.put(
                  key,
                  new Trashed(
                      key,
                      RawManifest.verified(
                          row.getBytes(4), new MediaType(row.getString(3)), key.digest()),
                      Optional.ofNullable(row.getString(5)).map(Digest::parse),
                      pushedAt.toInstant()));
            });
    return found;
  }

  /** The manifests of tags, with what they list and what refers to them. */
  private static Set<Key> belonging(List<TrashedTag> tags, Map<Key, Trashed> trashed) {
    Set<Key> found = new HashSet<>();
    List<Key> open = new ArrayList<>();
    tags.forEach(tag -> open.add(new Key(tag.repository(), tag.digest())));
    while (!open.isEmpty()) {
      Key key = open.removeLast();
      Trashed manifest = trashed.get(key);
      if (manifest != null && found.add(key)) {
        open.addAll(manifest.children());
        trashed.values().stream()
            .filter(other -> other.key().repository().equals(key.repository()))
            .filter(other -> other.subject().filter(key.digest()::equals).isPresent())
            .forEach(other -> open.add(other.key()));
      }
    }
    return found;
  }

  private void push(Map<Key, Trashed> trashed, Key key, Set<Key> done) {
    Trashed manifest = trashed.get(key);
    if (manifest == null || !done.add(key)) {
      return;
    }
    manifest.children().forEach(child -> push(trashed, child, done));
    manifests.put(
        key.repository(),
        new Manifests.Submission(manifest.raw().bytes(), manifest.raw().mediaType()),
        List.of(),
        Optional.of(key.digest()));
    database
        .jdbc()
        .sql(
            """
            update manifest m set pushed_at = ? from repository r
            where r.id = m.repository_id and r.path = ? and m.digest = ?
            """)
        .params(
            manifest.pushedAt().atOffset(ZoneOffset.UTC),
            key.repository().value(),
            key.digest().toString())
        .update();
  }

  private void forget(long removal, Set<Key> done) {
    for (Key key : done) {
      database
          .jdbc()
          .sql(
              """
              delete from trashed_manifest m using repository r
              where r.id = m.repository_id and m.removal_id = ? and r.path = ? and m.digest = ?
              """)
          .params(removal, key.repository().value(), key.digest().toString())
          .update();
    }
  }

  private Restoration tags(long removal, List<TrashedTag> tags, int restored) {
    int set = 0;
    List<Restoration.Skipped> skipped = new ArrayList<>();
    for (TrashedTag tag : tags) {
      Optional<String> reason = set(tag);
      if (reason.isEmpty()) {
        set++;
        database
            .jdbc()
            .sql(
                """
                delete from trashed_tag t using repository r
                where r.id = t.repository_id and t.removal_id = ? and r.path = ? and t.name = ?
                """)
            .params(removal, tag.repository().value(), tag.tag().value())
            .update();
        ChangeFeed.announce(database.jdbc(), tag.repository());
      } else {
        skipped.add(new Restoration.Skipped(tag, reason.get()));
      }
    }
    database
        .jdbc()
        .sql(
            """
            delete from removal v where v.id = ?
            and not exists (select from trashed_tag t where t.removal_id = v.id)
            and not exists (select from trashed_manifest m where m.removal_id = v.id)
            """)
        .param(removal)
        .update();
    return new Restoration(set, restored, skipped);
  }

  /** Sets a tag unless it is there again; tells why it did not. */
  private Optional<String> set(TrashedTag tag) {
    int added =
        database
            .jdbc()
            .sql(
                """
                insert into tag (repository_id, name, digest, updated_at)
                select r.id, ?, m.digest, ?
                from repository r join manifest m on m.repository_id = r.id
                where r.path = ? and m.digest = ?
                on conflict do nothing
                """)
            .params(
                tag.tag().value(),
                tag.pushedAt().atOffset(ZoneOffset.UTC),
                tag.repository().value(),
                tag.digest().toString())
            .update();
    if (added == 1) {
      changes.record(
          Change.of(Action.RESTORE, tag.repository(), tag.digest())
              .tagged(tag.tag(), Optional.empty()));
      return Optional.empty();
    }
    boolean taken =
        database
            .jdbc()
            .sql(
                """
                select exists (
                  select from tag t join repository r on r.id = t.repository_id
                  where r.path = ? and t.name = ?)
                """)
            .params(tag.repository().value(), tag.tag().value())
            .query(Boolean.class)
            .single();
    return Optional.of(
        taken ? "the tag was pushed again meanwhile" : "its manifest was deleted meanwhile");
  }
}
