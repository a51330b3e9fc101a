package io.drayage.copier.store.webhook;

import io.drayage.api.copier.WebhookSpec;
import io.drayage.copier.domain.webhook.StoredWebhook;
import io.drayage.copier.domain.webhook.WebhookRules;
import io.drayage.copier.domain.webhook.Webhooks;
import io.drayage.copier.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Webhooks in PostgreSQL. */
public final class JdbcWebhooks implements Webhooks {
  private static final String SELECT =
      "select name, version, spec, created_at, changed_at from webhook ";

  private final Database database;

  public JdbcWebhooks(Database database) {
    this.database = database;
  }

  @Override
  public List<StoredWebhook> list(String after, int limit) {
    return database
        .jdbc()
        .sql(SELECT + "where name > ? order by name limit ?")
        .params(after, limit)
        .query((row, _) -> webhook(row, database))
        .list();
  }

  @Override
  public Optional<StoredWebhook> find(String name) {
    return database
        .jdbc()
        .sql(SELECT + "where name = ?")
        .param(name)
        .query((row, _) -> webhook(row, database))
        .optional();
  }

  /** Without a secret in it, the one that is known stays: nobody can read it to send it again. */
  @Override
  public StoredWebhook put(String name, WebhookSpec spec, WebhookRules rules) {
    return database
        .jdbc()
        .sql(
            """
            insert into webhook as w (name, version, spec, events, syncs, created_at, changed_at)
            values (:name, 1, cast(:spec as jsonb), :events, :syncs, :now, :now)
            on conflict (name) do update set
              spec = jsonb_strip_nulls(jsonb_build_object('secret', w.spec->'secret') || excluded.spec),
              events = excluded.events, syncs = excluded.syncs, changed_at = :now,
              version = w.version + case when w.spec = jsonb_strip_nulls(
                jsonb_build_object('secret', w.spec->'secret') || excluded.spec) then 0 else 1 end
            returning name, version, spec, created_at, changed_at
            """)
        .param("name", name)
        .param("spec", database.json().writeValueAsString(spec))
        .param("events", rules.events().toArray(String[]::new))
        .param("syncs", rules.syncs().toArray(String[]::new))
        .param("now", now())
        .query((row, _) -> webhook(row, database))
        .single();
  }

  private OffsetDateTime now() {
    return database.clock().instant().atOffset(ZoneOffset.UTC);
  }

  @Override
  public boolean remove(String name) {
    return database.jdbc().sql("delete from webhook where name = ?").param(name).update() == 1;
  }

  static StoredWebhook webhook(ResultSet row, Database database) throws SQLException {
    return new StoredWebhook(
        row.getString("name"),
        row.getInt("version"),
        database.json().readValue(row.getString("spec"), WebhookSpec.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
