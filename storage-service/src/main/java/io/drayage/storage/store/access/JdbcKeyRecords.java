package io.drayage.storage.store.access;

import io.drayage.storage.domain.access.KeyRecords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of tokens in PostgreSQL. */
public final class JdbcKeyRecords implements KeyRecords {
  private final JdbcClient jdbc;

  public JdbcKeyRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Key> list() {
    return jdbc.sql("select id, jwk, created_at from access_key order by created_at desc, id")
        .query(
            (row, _) ->
                new Key(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()))
        .list();
  }

  @Override
  public void add(Key key) {
    jdbc.sql("insert into access_key (id, jwk, created_at) values (?, ?, ?)")
        .params(key.id(), key.jwk(), key.createdAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public void removeOlderThan(Instant time) {
    jdbc.sql("delete from access_key where created_at < ?")
        .param(time.atOffset(ZoneOffset.UTC))
        .update();
  }
}
