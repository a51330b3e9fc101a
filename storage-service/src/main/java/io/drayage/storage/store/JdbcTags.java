package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.Tag;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.tag.TagChange;
import io.drayage.storage.domain.tag.TagDetails;
import io.drayage.storage.domain.tag.Tags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Tags from PostgreSQL: one query for a page, whatever the tags point at. */
public final class JdbcTags implements Tags {
  private static final String DETAILS =
      """
      select t.name, t.digest, m.media_type, length(m.bytes) + s.bytes, t.updated_at,
        greatest(by_tag.pulled_at, by_digest.pulled_at)
      from page t
      join manifest m on m.repository_id = t.repository_id and m.digest = t.digest
      left join last_pull by_tag
        on by_tag.repository_id = t.repository_id and by_tag.reference = t.name
      left join last_pull by_digest
        on by_digest.repository_id = t.repository_id and by_digest.reference = t.digest
      cross join lateral (
        select coalesce(sum(b.size), 0) as bytes
        from (
          select distinct n.digest from manifest_blob n
          where n.repository_id = t.repository_id
          and n.manifest in (
            select t.digest
            union all
            select c.child from manifest_child c
            where c.repository_id = t.repository_id and c.parent = t.digest)) needed
        join blob b on b.digest = needed.digest) s
      order by t.name
      """;

  private final Database database;

  public JdbcTags(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Page<TagDetails>> list(RepositoryPath repository, Page.Request request) {
    return database
        .find(repository)
        .map(
            id ->
                Page.of(
                    database
                        .jdbc()
                        .sql(
                            """
                            with page as materialized (
                              select * from tag where repository_id = ? and name > ?
                              order by name limit ?)
                            """
                                + DETAILS)
                        .params(id, request.after(), request.limit() + 1)
                        .query((row, _) -> details(row))
                        .list(),
                    request,
                    tag -> tag.tag().value()));
  }

  @Override
  public Optional<TagDetails> find(RepositoryPath repository, Tag tag) {
    return database
        .jdbc()
        .sql(
            """
            with page as materialized (
              select t.* from tag t join repository r on r.id = t.repository_id
              where r.path = ? and t.name = ?)
            """
                + DETAILS)
        .params(repository.value(), tag.value())
        .query((row, _) -> details(row))
        .optional();
  }

  private static TagDetails details(ResultSet row) throws SQLException {
    return new TagDetails(
        new Tag(row.getString(1)),
        Digest.parse(row.getString(2)),
        new MediaType(row.getString(3)),
        row.getLong(4),
        new TagDetails.Times(
            row.getTimestamp(5).toInstant(),
            Optional.ofNullable(row.getTimestamp(6)).map(Timestamp::toInstant)));
  }

  @Override
  public List<TagChange> history(RepositoryPath repository, Tag tag, long before, int limit) {
    return database
        .jdbc()
        .sql(
            """
            select c.id, c.before, c.after, c.actor, c.at
            from tag_change c join repository r on r.id = c.repository_id
            where r.path = ? and c.name = ? and c.id < ?
            order by c.id desc limit ?
            """)
        .params(repository.value(), tag.value(), before, limit)
        .query(
            (row, _) ->
                new TagChange(
                    row.getLong(1),
                    Optional.ofNullable(row.getString(2)).map(Digest::parse),
                    Optional.ofNullable(row.getString(3)).map(Digest::parse),
                    Optional.ofNullable(row.getString(4)),
                    row.getTimestamp(5).toInstant()))
        .list();
  }

  @Override
  public int forgetHistory(Instant before, int limit) {
    return database
        .jdbc()
        .sql(
            """
            delete from tag_change where id in (
              select id from tag_change where at < ? order by at limit ? for update skip locked)
            """)
        .params(before.atOffset(ZoneOffset.UTC), limit)
        .update();
  }
}
