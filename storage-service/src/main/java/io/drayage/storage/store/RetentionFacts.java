package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.retention.RepositoryFacts;
import io.drayage.storage.domain.retention.RepositoryFacts.ManifestFact;
import io.drayage.storage.domain.retention.RepositoryFacts.TagFact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads all about one repository, by indexes that begin with it. */
final class RetentionFacts {
  private final Database database;

  RetentionFacts(Database database) {
    this.database = database;
  }

  RepositoryFacts read(long id, RepositoryPath repository) {
    return new RepositoryFacts(repository, tags(id), manifests(id), children(id), held(id));
  }

  private List<TagFact> tags(long repository) {
    return database
        .jdbc()
        .sql(
            """
            select t.name, t.digest, t.updated_at, greatest(p.pulled_at, q.pulled_at)
            from tag t
            left join last_pull p on p.repository_id = t.repository_id and p.reference = t.name
            left join last_pull q on q.repository_id = t.repository_id and q.reference = t.digest
            where t.repository_id = ? order by t.name
            """)
        .param(repository)
        .query(
            (row, _) ->
                new TagFact(
                    new Tag(row.getString(1)),
                    Digest.parse(row.getString(2)),
                    row.getTimestamp(3).toInstant(),
                    time(row, 4)))
        .list();
  }

  private Map<Digest, ManifestFact> manifests(long repository) {
    Map<Digest, ManifestFact> found = new HashMap<>();
    database
        .jdbc()
        .sql(
            """
            select m.digest, m.pushed_at, p.pulled_at, m.subject
            from manifest m
            left join last_pull p on p.repository_id = m.repository_id and p.reference = m.digest
            where m.repository_id = ?
            """)
        .param(repository)
        .query(
            row -> {
              Digest digest = Digest.parse(row.getString(1));
              found.put(
                  digest,
                  new ManifestFact(
                      digest,
                      row.getTimestamp(2).toInstant(),
                      time(row, 3),
                      Optional.ofNullable(row.getString(4)).map(Digest::parse)));
            });
    return found;
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  private Map<Digest, Set<Digest>> children(long repository) {
    Map<Digest, Set<Digest>> found = new HashMap<>();
    database
        .jdbc()
        .sql("select parent, child from manifest_child where repository_id = ?")
        .param(repository)
        .query(
            row -> {
              found
                  .computeIfAbsent(Digest.parse(row.getString(1)), _ -> new HashSet<>())
                  .add(Digest.parse(row.getString(2)));
            });
    return found;
  }

  private Set<Digest> held(long repository) {
    return new HashSet<>(
        database
            .jdbc()
            .sql("select distinct digest from trashed_tag where repository_id = ?")
            .param(repository)
            .query((row, _) -> Digest.parse(row.getString(1)))
            .list());
  }
}
