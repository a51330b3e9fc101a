package io.drayage.copier.store;

import io.drayage.api.copier.TenantSpec;
import io.drayage.copier.domain.audit.AuditLog;
import io.drayage.copier.domain.audit.AuditLog.Change;
import io.drayage.copier.domain.tenant.StoredTenant;
import io.drayage.copier.domain.tenant.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Tenants in PostgreSQL. */
public final class JdbcTenants implements Tenants {
  private static final String SELECT =
      "select name, version, spec, created_at, changed_at from tenant ";

  private final Database database;
  private final AuditLog log;

  public JdbcTenants(Database database, AuditLog log) {
    this.database = database;
    this.log = log;
  }

  @Override
  public List<StoredTenant> list(String after, int limit) {
    return database
        .jdbc()
        .sql(SELECT + "where name > ? order by name limit ?")
        .params(after, limit)
        .query(this::tenant)
        .list();
  }

  @Override
  public Optional<StoredTenant> find(String name) {
    return database
        .jdbc()
        .sql(SELECT + "where name = ?")
        .param(name)
        .query(this::tenant)
        .optional();
  }

  @Override
  public StoredTenant put(String name, TenantSpec spec) {
    return database.inTransaction(
        () -> {
          Optional<StoredTenant> before = find(name);
          StoredTenant after = store(name, spec);
          if (before.isEmpty() || before.get().version() != after.version()) {
            log.add("tenant.put", name, Change.of(before.map(StoredTenant::spec), after.spec()));
          }
          return after;
        });
  }

  private StoredTenant store(String name, TenantSpec spec) {
    return database
        .jdbc()
        .sql(
            """
            insert into tenant as t (name, version, spec, created_at, changed_at)
            values (:name, 1, cast(:spec as jsonb), :now, :now)
            on conflict (name) do update set
              version = case when t.spec = excluded.spec then t.version else t.version + 1 end,
              changed_at = case when t.spec = excluded.spec then t.changed_at else :now end,
              spec = excluded.spec
            returning name, version, spec, created_at, changed_at
            """)
        .param("name", name)
        .param("spec", database.text(spec))
        .param("now", database.now())
        .query(this::tenant)
        .single();
  }

  @Override
  public boolean remove(String name) {
    return database.inTransaction(
        () -> {
          Optional<StoredTenant> before = find(name);
          before.ifPresent(
              known -> {
                database.jdbc().sql("delete from tenant where name = ?").param(name).update();
                log.add("tenant.delete", name, Change.gone(known.spec()));
              });
          return before.isPresent();
        });
  }

  @Override
  public Usage usage(String tenant, Instant since) {
    return database
        .jdbc()
        .sql(
            """
            select count(*) as runs, coalesce(sum((counts ->> 'bytesMoved')::bigint), 0) as bytes
            from run where split_part(sync_name, '.', 1) = ? and created_at > ?
            """)
        .params(tenant, since.atOffset(ZoneOffset.UTC))
        .query((row, _) -> new Usage(row.getInt("runs"), row.getLong("bytes")))
        .single();
  }

  @Override
  public int syncs(String tenant) {
    // The names that begin with the tenant's and a dot are those before its name and a slash.
    return database
        .jdbc()
        .sql("select count(*) from sync where name >= ? and name < ?")
        .params(tenant + ".", tenant + "/")
        .query(Integer.class)
        .single();
  }

  @Override
  public List<Long> runs(String tenant, long before, int limit) {
    return database
        .jdbc()
        .sql(
            """
            select id from run where split_part(sync_name, '.', 1) = ? and id < ?
            and sync_name <> ? order by id desc limit ?
            """)
        .params(tenant, before, tenant, limit)
        .query((row, _) -> row.getLong("id"))
        .list();
  }

  private StoredTenant tenant(ResultSet row, int number) throws SQLException {
    return new StoredTenant(
        row.getString("name"),
        row.getInt("version"),
        database.json().readValue(row.getString("spec"), TenantSpec.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
