package io.drayage.storage.store;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.storage.domain.Listings;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Lists from PostgreSQL, a page at a time. */
public final class JdbcListings implements Listings {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What a descriptor has besides its annotations, at most, in bytes. */
  private static final int DESCRIPTOR = 1000;

  private final Database database;

  public JdbcListings(Database database) {
    this.database = database;
  }

  @Override
  public Page<String> repositories(Page.Request request) {
    List<String> found =
        database
            .jdbc()
            .sql(
                """
                select path from repository r
                where path > ? and exists (select from manifest m where m.repository_id = r.id)
                order by path limit ?
                """)
            .params(request.after(), request.limit() + 1)
            .query((row, _) -> row.getString(1))
            .list();
    return Page.of(found, request, Function.identity());
  }

  @Override
  public Optional<Page<String>> tags(RepositoryPath repository, Page.Request request) {
    return database
        .find(repository)
        .map(
            id ->
                Page.of(
                    database
                        .jdbc()
                        .sql(
                            """
                            select name from tag where repository_id = ? and name > ?
                            order by name limit ?
                            """)
                        .params(id, request.after(), request.limit() + 1)
                        .query((row, _) -> row.getString(1))
                        .list(),
                    request,
                    Function.identity()));
  }

  @Override
  public Page<Descriptor> referrers(
      RepositoryPath repository,
      Digest subject,
      Optional<MediaType> artifactType,
      Page.Request request) {
    @Nullable String type = artifactType.map(MediaType::value).orElse(null);
    List<Referrer> found =
        database
            .jdbc()
            .sql(
                """
                select * from (
                  select m.media_type, m.digest, length(m.bytes), m.annotations, m.artifact_type,
                    lead(m.digest) over by_digest is not null as followed,
                    row_number() over by_digest as position,
                    sum(octet_length(m.annotations) + ?) over by_digest as bytes
                  from manifest m join repository r on r.id = m.repository_id
                  where r.path = ? and m.subject = ? and m.digest > ?
                  and (cast(? as text) is null or m.artifact_type = ?)
                  window by_digest as (order by m.digest)
                  order by m.digest limit ?) page
                where position = 1 or bytes <= ?
                order by position
                """)
            .params(DESCRIPTOR, repository.value(), subject.toString(), request.after())
            .param(type)
            .param(type)
            .params(request.limit(), RawManifest.MAXIMUM_SIZE - DESCRIPTOR)
            .query((row, _) -> new Referrer(descriptor(row), row.getBoolean(6)))
            .list();
    List<Descriptor> descriptors = found.stream().map(Referrer::descriptor).toList();
    return !found.isEmpty() && found.getLast().followed()
        ? Page.unfinished(descriptors, descriptor -> descriptor.digest().toString())
        : new Page<>(descriptors, Optional.empty());
  }

  private record Referrer(Descriptor descriptor, boolean followed) {}

  private static Descriptor descriptor(ResultSet row) throws SQLException {
    Map<String, String> annotations = new LinkedHashMap<>();
    JSON.readTree(row.getString(4))
        .properties()
        .forEach(field -> annotations.put(field.getKey(), field.getValue().stringValue()));
    String artifactType = row.getString(5);
    return new Descriptor(
        new MediaType(row.getString(1)),
        Digest.parse(row.getString(2)),
        row.getLong(3),
        List.of(),
        annotations,
        null,
        artifactType == null ? null : new MediaType(artifactType));
  }
}
