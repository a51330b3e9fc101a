package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.tag.ImmutabilityRecords;
import io.drayage.storage.domain.tag.ImmutabilityRules;
import java.util.List;
import java.util.Optional;

/**
 * Changes of tags, within the transaction of a push or a deletion. What a rule protects is looked
 * up while the row of the tag is locked: of many pushers of one immutable tag, one wins.
 */
final class TagWrites {
  private final Database database;
  private final ImmutabilityRecords rules;

  TagWrites(Database database) {
    this.database = database;
    this.rules = new JdbcImmutabilityRecords(database);
  }

  /** A repository, by its key as well. */
  record Place(long id, RepositoryPath path) {}

  /** Lets a tag point at a manifest; tells where it pointed before. */
  Optional<Digest> set(Place repository, Tag tag, Digest digest) {
    while (true) {
      if (add(repository, tag, digest)) {
        return Optional.empty();
      }
      Optional<Digest> before = move(repository, tag, digest);
      if (before.isPresent()) {
        return before;
      }
    }
  }

  private boolean add(Place repository, Tag tag, Digest digest) {
    return database
            .jdbc()
            .sql(
                """
                insert into tag (repository_id, name, digest)
                select ?, ?, ? from (select set_config('drayage.actor', ?, true)) actor
                on conflict do nothing
                """)
            .params(repository.id(), tag.value(), digest.toString(), database.actor())
            .update()
        == 1;
  }

  /** Nothing when it was deleted meanwhile. */
  private Optional<Digest> move(Place repository, Tag tag, Digest digest) {
    Optional<String> before =
        database
            .jdbc()
            .sql("select digest from tag where repository_id = ? and name = ? for update")
            .params(repository.id(), tag.value())
            .query(String.class)
            .optional();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    if (!before.get().equals(digest.toString())) {
      rules.all().check(repository.path(), tag, "be moved to another digest");
    }
    database
        .jdbc()
        .sql("update tag set digest = ?, updated_at = now() where repository_id = ? and name = ?")
        .params(digest.toString(), repository.id(), tag.value())
        .update();
    return before.map(Digest::parse);
  }

  /** Removes a tag; tells where it pointed, or nothing when there is none. */
  Optional<Digest> remove(Place repository, Tag tag) {
    database.sign();
    Optional<String> before =
        database
            .jdbc()
            .sql("select digest from tag where repository_id = ? and name = ? for update")
            .params(repository.id(), tag.value())
            .query(String.class)
            .optional();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    rules.all().check(repository.path(), tag, "be deleted");
    database
        .jdbc()
        .sql("delete from tag where repository_id = ? and name = ?")
        .params(repository.id(), tag.value())
        .update();
    return before.map(Digest::parse);
  }

  /** Refuses when a protected tag points at a manifest, itself or through the indexes above it. */
  void checkManifest(Place repository, Digest digest) {
    database.sign();
    ImmutabilityRules all = rules.all();
    if (all.list().isEmpty()) {
      return;
    }
    // Against a push of this manifest that is about to give it a tag.
    database
        .jdbc()
        .sql("select digest from manifest where repository_id = ? and digest = ? for update")
        .params(repository.id(), digest.toString())
        .query(String.class)
        .optional();
    List<String> tags =
        database
            .jdbc()
            .sql(
                """
                with recursive above (digest) as (
                  select cast(? as text)
                  union
                  select c.parent from above a
                  join manifest_child c on c.repository_id = ? and c.child = a.digest)
                select t.name from above a
                join tag t on t.repository_id = ? and t.digest = a.digest
                for update of t
                """)
            .params(digest.toString(), repository.id(), repository.id())
            .query((row, _) -> row.getString(1))
            .list();
    tags.forEach(tag -> all.check(repository.path(), new Tag(tag), "lose the manifest " + digest));
  }
}
