package io.drayage.storage.store.access;

import io.drayage.storage.domain.access.RefreshSecrets;
import io.drayage.storage.domain.access.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands for passwords, in PostgreSQL. */
public final class JdbcRefreshSecrets implements RefreshSecrets {
  private final JdbcClient jdbc;

  public JdbcRefreshSecrets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(String user, String mark, Secret secret, Instant expires) {
    jdbc.sql("delete from access_refresh where expires_at < now()").update();
    jdbc.sql(
            """
            delete from access_refresh where fingerprint in (
              select fingerprint from access_refresh where user_name = ?
              order by created_at desc offset 99)
            """)
        .param(user)
        .update();
    jdbc.sql(
            """
            insert into access_refresh (fingerprint, user_name, mark, expires_at)
            values (?, ?, ?, ?)
            """)
        .params(secret.fingerprint(), user, mark, expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public Optional<Holder> find(Secret secret, Instant now) {
    return jdbc.sql(
            "select user_name, mark from access_refresh where fingerprint = ? and expires_at > ?")
        .params(secret.fingerprint(), now.atOffset(ZoneOffset.UTC))
        .query((row, _) -> new Holder(row.getString(1), row.getString(2)))
        .optional();
  }
}
