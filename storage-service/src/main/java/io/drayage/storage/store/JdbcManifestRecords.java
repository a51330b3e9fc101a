package io.drayage.storage.store;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.ManifestRecords;
import io.drayage.storage.domain.PushedManifest;
import io.drayage.storage.domain.RefusalCode;
import io.drayage.storage.domain.RefusedException;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.event.Action;
import io.drayage.storage.domain.event.Change;
import io.drayage.storage.domain.event.ChangeLog;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Manifests and tags in PostgreSQL. */
public final class JdbcManifestRecords implements ManifestRecords {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int TAGS_IN_WORDS = 50;

  private final Database database;
  private final ReviewTimes reviews;
  private final TagWrites tags;
  private final ChangeLog changes;

  public JdbcManifestRecords(Database database, ReviewTimes reviews, ChangeLog changes) {
    this.database = database;
    this.reviews = reviews;
    this.tags = new TagWrites(database);
    this.changes = changes;
  }

  @Override
  public Optional<RawManifest> find(RepositoryPath repository, Digest digest) {
    return database
        .jdbc()
        .sql(
            """
            select m.bytes, m.media_type
            from manifest m join repository r on r.id = m.repository_id
            where r.path = ? and m.digest = ?
            """)
        .params(repository.value(), digest.toString())
        .query(
            (row, _) ->
                RawManifest.verified(row.getBytes(1), new MediaType(row.getString(2)), digest))
        .optional();
  }

  @Override
  public Optional<Digest> resolve(RepositoryPath repository, Tag tag) {
    return database
        .jdbc()
        .sql(
            """
            select t.digest from tag t join repository r on r.id = t.repository_id
            where r.path = ? and t.name = ?
            """)
        .params(repository.value(), tag.value())
        .query((row, _) -> Digest.parse(row.getString(1)))
        .optional();
  }

  @Override
  public void put(RepositoryPath path, PushedManifest manifest) {
    database
        .transactions()
        .executeWithoutResult(
            _ -> {
              long repository = database.ensure(path);
              Set<String> blobs = lockBlobs(repository, manifest);
              checkChildren(repository, manifest.children());
              insert(repository, manifest);
              insertBlobs(repository, manifest, blobs);
              TagWrites.Place place = new TagWrites.Place(repository, path);
              Change push =
                  Change.of(Action.MANIFEST_PUSH, path, manifest.raw().digest())
                      .of(manifest.raw().mediaType(), manifest.raw().size());
              for (Tag tag : sorted(manifest.tags())) {
                Optional<Digest> before = tags.set(place, tag, manifest.raw().digest());
                changes.record(push.tagged(tag, before));
              }
              if (manifest.tags().isEmpty()) {
                changes.record(push);
              } else {
                ChangeFeed.announce(database.jdbc(), path);
              }
            });
  }

  /** In one order, so that two pushes do not wait for each other. */
  private static List<Tag> sorted(Collection<Tag> tags) {
    return tags.stream().sorted(Comparator.comparing(Tag::value)).toList();
  }

  /**
   * Holds the blobs of the manifest and that they are in the repository, so that none is removed
   * before the manifest counts.
   */
  private Set<String> lockBlobs(long repository, PushedManifest manifest) {
    Set<String> wanted = new HashSet<>();
    manifest.blobs().keySet().forEach(digest -> wanted.add(digest.toString()));
    manifest.optional().forEach(digest -> wanted.add(digest.toString()));
    if (wanted.isEmpty()) {
      return wanted;
    }
    Map<String, Long> found = new HashMap<>();
    database
        .jdbc()
        .sql(
            """
            select b.digest, b.size
            from blob b join repository_blob l on l.digest = b.digest
            where l.repository_id = ? and b.digest = any (?) and not b.doomed
            order by b.digest
            for key share of b, l
            """)
        .params(repository, array(wanted))
        .query(
            row -> {
              found.put(row.getString(1), row.getLong(2));
            });
    manifest.blobs().forEach((digest, size) -> check(digest, size, found.get(digest.toString())));
    return found.keySet();
  }

  private static void check(Digest digest, Optional<Long> expected, @Nullable Long actual) {
    if (actual == null) {
      throw new RefusedException(
          RefusalCode.MANIFEST_BLOB_UNKNOWN,
          "the manifest needs the blob %s, which is not in this repository".formatted(digest));
    }
    if (expected.isPresent() && !expected.get().equals(actual)) {
      throw new RefusedException(
          RefusalCode.MANIFEST_INVALID,
          "the manifest says that %s has %d bytes; it has %d"
              .formatted(digest, expected.get(), actual));
    }
  }

  private void checkChildren(long repository, List<Digest> children) {
    if (children.isEmpty()) {
      return;
    }
    Set<String> missing = new HashSet<>(children.stream().map(Digest::toString).toList());
    database
        .jdbc()
        .sql(
            """
            select digest from manifest where repository_id = ? and digest = any (?)
            order by digest for key share
            """)
        .params(repository, array(missing))
        .query(String.class)
        .list()
        .forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new RefusedException(
          RefusalCode.MANIFEST_BLOB_UNKNOWN,
          "the index lists %s, which is not in this repository"
              .formatted(missing.iterator().next()));
    }
  }

  private void insert(long repository, PushedManifest manifest) {
    PushedManifest.Reference reference = manifest.reference();
    database
        .jdbc()
        .sql(
            """
            insert into manifest
              (repository_id, digest, media_type, bytes, subject, artifact_type, annotations)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (repository_id, digest) do update set media_type = excluded.media_type
            """)
        .param(repository)
        .param(manifest.raw().digest().toString())
        .param(manifest.raw().mediaType().value())
        .param(manifest.raw().bytes())
        .param(reference.subject().map(Descriptor::digest).map(Digest::toString).orElse(null))
        .param(reference.artifactType().map(MediaType::value).orElse(null))
        .param(JSON.writeValueAsString(reference.annotations()))
        .update();
  }

  private void insertBlobs(long repository, PushedManifest manifest, Set<String> blobs) {
    if (!blobs.isEmpty()) {
      database
          .jdbc()
          .sql(
              """
              insert into manifest_blob (repository_id, manifest, digest)
              select ?, ?, unnest(cast(? as text[])) on conflict do nothing
              """)
          .params(repository, manifest.raw().digest().toString(), array(blobs))
          .update();
    }
  }

  @Override
  public boolean delete(RepositoryPath path, Digest digest) {
    return database.inTransaction(
        () -> {
          Optional<Long> repository = database.find(path);
          if (repository.isEmpty()) {
            return false;
          }
          tags.checkManifest(new TagWrites.Place(repository.get(), path), digest);
          database
              .jdbc()
              .sql(
                  """
                  select digest from manifest_blob where repository_id = ? and manifest = ?
                  order by digest
                  """)
              .params(repository.get(), digest.toString())
              .query(String.class)
              .list()
              .forEach(reviews::schedule);
          String tags = tags(repository.get(), digest);
          int deleted =
              database
                  .jdbc()
                  .sql("delete from manifest where repository_id = ? and digest = ?")
                  .params(repository.get(), digest.toString())
                  .update();
          if (deleted == 1) {
            changes.record(Change.of(Action.MANIFEST_DELETE, path, digest).inWords(tags));
          }
          ChangeFeed.announce(database.jdbc(), path);
          return deleted == 1;
        });
  }

  /** The tags that go along, in words. */
  private String tags(long repository, Digest digest) {
    List<String> names =
        database
            .jdbc()
            .sql(
                "select name from tag where repository_id = ? and digest = ? order by name limit ?")
            .params(repository, digest.toString(), TAGS_IN_WORDS + 1)
            .query((row, _) -> row.getString(1))
            .list();
    return names.isEmpty()
        ? ""
        : "with the tags "
            + String.join(", ", names.subList(0, Math.min(names.size(), TAGS_IN_WORDS)))
            + (names.size() > TAGS_IN_WORDS ? " and more" : "");
  }

  @Override
  public boolean delete(RepositoryPath path, Tag tag) {
    return database.inTransaction(
        () -> {
          Optional<Digest> before =
              database.find(path).flatMap(id -> tags.remove(new TagWrites.Place(id, path), tag));
          if (before.isPresent()) {
            changes.record(Change.tagDeleted(path, tag, before));
          }
          ChangeFeed.announce(database.jdbc(), path);
          return before.isPresent();
        });
  }

  private static String[] array(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }
}
