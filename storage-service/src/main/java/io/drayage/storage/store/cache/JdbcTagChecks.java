package io.drayage.storage.store.cache;

import io.drayage.image.Tag;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.TagChecks;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The times of checks in PostgreSQL, where all replicas and the next start find them. */
public final class JdbcTagChecks implements TagChecks {
  private final JdbcClient jdbc;

  public JdbcTagChecks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Check> find(RepositoryPath repository, Tag tag) {
    return jdbc.sql("select found, checked_at from cache_tag where repository = ? and name = ?")
        .params(repository.value(), tag.value())
        .query(
            (row, _) ->
                new Check(
                    row.getBoolean(1) ? Outcome.FOUND : Outcome.MISSING,
                    row.getObject(2, OffsetDateTime.class).toInstant()))
        .optional();
  }

  @Override
  public void keep(RepositoryPath repository, Tag tag, Check check) {
    jdbc.sql(
            """
            insert into cache_tag (repository, name, found, checked_at) values (?, ?, ?, ?)
            on conflict (repository, name)
            do update set found = excluded.found, checked_at = excluded.checked_at
            """)
        .params(repository.value(), tag.value(), check.outcome() == Outcome.FOUND)
        .param(check.at().atOffset(ZoneOffset.UTC))
        .update();
  }
}
