package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.tag.ImmutabilityRecords;
import io.drayage.storage.domain.tag.ImmutabilityRules;
import io.drayage.storage.domain.trash.Removal;
import io.drayage.storage.domain.trash.Restoration;
import io.drayage.storage.domain.trash.Trash;
import io.drayage.storage.domain.trash.TrashedTag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The trash in PostgreSQL. */
public final class JdbcTrash implements Trash {
  private static final String REMOVALS =
      """
      select v.id, v.kind, v.actor, v.at, v.expires_at,
        (select count(*) from trashed_tag t where t.removal_id = v.id),
        (select count(*) from trashed_manifest m where m.removal_id = v.id)
      from removal v
      """;

  private final Database database;
  private final ReviewTimes reviews;
  private final Restorer restorer;
  private final Consumer<RepositoryPath> changes;
  private final TrashWrites writes;
  private final ImmutabilityRecords rules;

  /**
   * Deletes and restores.
   *
   * @param changes is told of a repository before the answer to what changed it
   */
  public JdbcTrash(
      TrashWrites writes,
      ReviewTimes reviews,
      Restorer restorer,
      Consumer<RepositoryPath> changes) {
    this.writes = writes;
    this.database = writes.database();
    this.reviews = reviews;
    this.restorer = restorer;
    this.changes = changes;
    this.rules = new JdbcImmutabilityRecords(database);
  }

  @Override
  public Optional<Removal> remove(RepositoryPath repository, Tag tag, Removal.Origin origin) {
    Optional<Removal> removal =
        database.inTransaction(
            () ->
                database
                    .find(repository)
                    .map(id -> new TagWrites.Place(id, repository))
                    .flatMap(place -> remove(place, tag, origin)));
    changes.accept(repository);
    return removal;
  }

  private Optional<Removal> remove(TagWrites.Place place, Tag tag, Removal.Origin origin) {
    database.sign();
    Optional<TrashWrites.Seen> seen =
        seen(place.id(), " and name = ?", tag.value()).stream().findFirst();
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    rules.all().check(place.path(), tag, "be deleted");
    long removal = writes.open(Removal.Kind.TAG, origin);
    writes.move(removal, place, seen.get());
    ChangeFeed.announce(database.jdbc(), place.path());
    return find(removal);
  }

  private List<TrashWrites.Seen> seen(long repository, String condition, Object... values) {
    return database
        .jdbc()
        .sql(
            "select name, digest, updated_at from tag where repository_id = ?"
                + condition
                + " order by name for update")
        .param(repository)
        .params(List.of(values))
        .query(
            (row, _) ->
                new TrashWrites.Seen(
                    new Tag(row.getString(1)), row.getString(2), row.getTimestamp(3).toInstant()))
        .list();
  }

  @Override
  public Optional<Removal> remove(RepositoryPath repository, Removal.Origin origin) {
    Optional<Removal> removal =
        database.inTransaction(
            () ->
                database
                    .find(repository)
                    .flatMap(id -> empty(new TagWrites.Place(id, repository), origin)));
    changes.accept(repository);
    return removal;
  }

  private Optional<Removal> empty(TagWrites.Place place, Removal.Origin origin) {
    database.sign();
    List<TrashWrites.Seen> seen = seen(place.id(), "");
    ImmutabilityRules all = rules.all();
    seen.forEach(tag -> all.check(place.path(), tag.tag(), "be deleted"));
    List<String> manifests =
        database
            .jdbc()
            .sql("select digest from manifest where repository_id = ? order by digest")
            .param(place.id())
            .query((row, _) -> row.getString(1))
            .list();
    if (manifests.isEmpty()) {
      return Optional.empty();
    }
    long removal = writes.open(Removal.Kind.REPOSITORY, origin);
    seen.forEach(tag -> writes.move(removal, place, tag));
    moveAll(removal, place, manifests);
    ChangeFeed.announce(database.jdbc(), place.path());
    return find(removal);
  }

  TrashWrites writes() {
    return writes;
  }

  /** Has everybody look again who remembers something of a repository. */
  void changed(RepositoryPath repository) {
    changes.accept(repository);
  }

  /** Moves what it can, again and again: indexes free their children, subjects their referrers. */
  int moveAll(long removal, TagWrites.Place repository, List<String> manifests) {
    List<String> left = new ArrayList<>(manifests);
    for (boolean progress = true; progress; ) {
      progress = left.removeIf(digest -> writes.move(removal, repository, digest));
    }
    return manifests.size() - left.size();
  }

  @Override
  public List<Removal> list(long before, int limit) {
    return database
        .jdbc()
        .sql(REMOVALS + "where v.id < ? order by v.id desc limit ?")
        .params(before, limit)
        .query((row, _) -> removal(row))
        .list();
  }

  @Override
  public Optional<Removal> find(long number) {
    return database
        .jdbc()
        .sql(REMOVALS + "where v.id = ?")
        .param(number)
        .query((row, _) -> removal(row))
        .optional();
  }

  private static Removal removal(ResultSet row) throws SQLException {
    return new Removal(
        row.getLong(1),
        Removal.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
        new Removal.Origin(
            row.getString(3), row.getTimestamp(4).toInstant(), row.getTimestamp(5).toInstant()),
        row.getLong(6),
        row.getLong(7));
  }

  @Override
  public Page<TrashedTag> tags(long number, Page.Request request) {
    return Page.of(
        database
            .jdbc()
            .sql(
                """
                select r.path, t.name, t.digest, t.pushed_at
                from trashed_tag t join repository r on r.id = t.repository_id
                where t.removal_id = ? and r.path || ':' || t.name > ? collate "C"
                order by (r.path || ':' || t.name) collate "C" limit ?
                """)
            .params(number, request.after(), request.limit() + 1)
            .query((row, _) -> tag(row))
            .list(),
        request,
        TrashedTag::key);
  }

  static TrashedTag tag(ResultSet row) throws SQLException {
    return new TrashedTag(
        new RepositoryPath(row.getString(1)),
        new Tag(row.getString(2)),
        Digest.parse(row.getString(3)),
        row.getTimestamp(4).toInstant());
  }

  @Override
  public List<RepositoryPath> repositories(long number) {
    return database
        .jdbc()
        .sql(
            """
            select path from repository where id in (
              select repository_id from trashed_tag where removal_id = ?
              union select repository_id from trashed_manifest where removal_id = ?)
            order by path
            """)
        .params(number, number)
        .query((row, _) -> new RepositoryPath(row.getString(1)))
        .list();
  }

  @Override
  public Restoration restore(long number) {
    return database.inTransaction(() -> restorer.restore(number, Optional.empty()));
  }

  @Override
  public Restoration restore(long number, RepositoryPath repository, Tag tag) {
    return database.inTransaction(
        () -> restorer.restore(number, Optional.of(new Restorer.Only(repository, tag))));
  }

  @Override
  public boolean purge(long number) {
    return database.inTransaction(
        () -> {
          boolean there =
              database
                  .jdbc()
                  .sql("select id from removal where id = ? for update")
                  .param(number)
                  .query(Long.class)
                  .optional()
                  .isPresent();
          database
              .jdbc()
              .sql("select distinct digest from trashed_blob where removal_id = ? order by digest")
              .param(number)
              .query(String.class)
              .list()
              .forEach(reviews::schedule);
          database.jdbc().sql("delete from removal where id = ?").param(number).update();
          return there;
        });
  }

  @Override
  public int purgeExpired(Instant now) {
    List<Long> expired =
        database
            .jdbc()
            .sql("select id from removal where expires_at <= ? order by expires_at limit 1000")
            .param(now.atOffset(ZoneOffset.UTC))
            .query((row, _) -> row.getLong(1))
            .list();
    expired.forEach(this::purge);
    return expired.size();
  }
}
